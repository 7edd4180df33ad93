"""What happened, of one workspace or of a team's, in a database: SQLite in the workspace, or PostgreSQL by its URL.

It is an index: the truth are the audit logs and the signed documents, of which it holds the very octets. So it can be
made again from them, and whoever reads it checks the chain of every log anew. As it remembers how far a log was, it
also is a witness: a log that was cut off or written anew is refused.
"""

from __future__ import annotations

from piiscan.sources.databases.arrow import require

require("sqlalchemy", "team", "the database of what happened")
