"""What the libraries under a workbook raise for broken files, as one error without their words: they hold values."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.parsers.expat import ExpatError

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile

_BROKEN = (zipfile.BadZipFile, zlib.error, ExpatError, EOFError, LookupError, ValueError, ArithmeticError, struct.error)
DAMAGED = "damaged or cut short: open it in the program that it comes from and save it again"


@contextmanager
def readable(file: SourceFile, source: str) -> Iterator[None]:
    """Raises SourceUnreadable for `source` where a part of `file` is broken, or the file has changed."""
    try:
        with file.reading():
            yield
    except (NotImplementedError, RuntimeError):
        reason = "a part of it is encrypted, or compressed in a way that is not read"
        raise SourceUnreadable(source, reason) from None
    except _BROKEN:
        file.require_unchanged()
        raise SourceUnreadable(source, DAMAGED) from None
