"""verify: is a masked copy what its plan says, and has anybody survived in it? It fails closed.

One module a check, in the order of contracts.md. Each looks at the rows of source and copy side by side.
"""

from piiscan.verbs.verify.document import verify_document
from piiscan.verbs.verify.table import verify_table

__all__ = ["verify_document", "verify_table"]
