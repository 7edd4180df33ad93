"""Workbooks of spreadsheet programs, told by what is in them: Office Open XML, OpenDocument, the binary .xls.

Each sheet is a table of texts, as each cell has a type of its own; a masked copy gives unchanged cells theirs back.
"""

from __future__ import annotations

from zipfile import BadZipFile

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.workbook import xls
from piiscan.sources.formats.workbook.container import Workbook
from piiscan.sources.formats.workbook.faults import DAMAGED, readable
from piiscan.sources.formats.workbook.ods import Ods
from piiscan.sources.formats.workbook.ods.writing import TYPE
from piiscan.sources.formats.workbook.package import Package
from piiscan.sources.formats.workbook.reader import Reader
from piiscan.sources.formats.workbook.xls.compound import MAGIC
from piiscan.sources.formats.workbook.xlsx import Xlsx
from piiscan.sources.formats.workbook.xlsx.book import workbook_part
from piiscan.sources.options import ReadOptions

ZIP = b"PK\x03\x04"
_SIGNS = (b"xl/workbook.", b"xl/worksheets/", b"[Content_Types].xml", b"vnd.oasis.opendocument.spreadsheet")


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> Workbook | None:
    """None for every other zip or compound file."""
    if head.startswith(MAGIC):
        with readable(file, file.source):
            binary = xls.recognise(file)
            return None if binary is None else Workbook(file, binary, options.header)
    if not head.startswith(ZIP):
        return None
    package = _package(file, head)
    if package is None:
        return None
    with readable(file, file.source):
        reader = _reader(package)
        return None if reader is None else Workbook(file, reader, options.header)


def _package(file: SourceFile, head: bytes) -> Package | None:
    """None for a zip file that is broken or odd, and shows no sign of a workbook."""
    try:
        return Package(file)
    except (BadZipFile, NotImplementedError, SourceUnreadable) as failure:
        if not any(sign in head for sign in _SIGNS):
            return None
        if isinstance(failure, SourceUnreadable):
            raise
        raise SourceUnreadable(file.source, f"a workbook that is {DAMAGED}") from None


def _reader(package: Package) -> Reader | None:
    if "mimetype" in package and package.open("mimetype").read(len(TYPE) + 1).decode("ascii", "replace") == TYPE:
        return Ods(package)
    part = workbook_part(package)
    if part is not None and part.endswith(".bin"):
        raise SourceUnreadable(package.file.source, "a binary workbook (.xlsb), which is not read: save it as .xlsx")
    return None if part is None else Xlsx(package, part)
