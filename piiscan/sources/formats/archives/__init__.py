"""Archives: folders in a file. Their members are opened by content, like files, and never extracted to named ones.

An archive is what an attacker, or another operating system, made of it. So every byte of it belongs to a member
that is read, or to what is listed as not read; the bytes that come out are counted (`allowance`); and no member
says where on this machine it goes.
"""

from __future__ import annotations

from piiscan.sources.formats.archives.tar import recognise as recognise_tar
from piiscan.sources.formats.archives.zip import recognise as recognise_zip

__all__ = ["recognise_tar", "recognise_zip"]
