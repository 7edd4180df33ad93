"""PDF (ISO 32000-2), read by pypdfium2, which the extra `docs` installs; scanned, and never written.

What can be laid over a page does not hide what is below, nor does a colour, a size, a layer or a later update:
all text that a page draws is read. Everything else that the file says is a text of its own, and what is attached
is opened as files are.
"""

from __future__ import annotations

from importlib.util import find_spec

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.pdf.document import Pdf
from piiscan.sources.options import ReadOptions

LARGEST = 256 << 20
"""Bytes of the largest file: it is held in memory, and a part of it a second time."""


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> Pdf:
    """Raises SourceUnreadable."""
    if find_spec("pypdfium2") is None:
        raise SourceUnreadable(file.source, "a PDF: install piiscan-data[docs] to have it read")
    if file.stamp.size > LARGEST:
        raise SourceUnreadable(file.source, f"a PDF of more than {LARGEST >> 20} MiB")
    return Pdf(file.source, file.key, file, options)
