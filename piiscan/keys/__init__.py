"""Key references, what a fit key is, and the subkeys that are derived from it.

A key is named by a reference and never given as a value. What a reference resolves to is 32 bytes or more of
randomness, written in base64 or hex. No message, `repr` or pickle holds a key, and no message repeats a reference that
did not resolve, because a key pasted in its place would be shown.
"""

from __future__ import annotations

from piiscan.keys.master import MasterKey
from piiscan.keys.references import create, destroy, load, scheme_of

__all__ = ["MasterKey", "create", "destroy", "load", "scheme_of"]
