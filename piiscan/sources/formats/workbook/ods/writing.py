"""A new OpenDocument spreadsheet of values and nothing else, the same bytes for the same values."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from piiscan.sources.atomic import write_all
from piiscan.sources.formats.workbook.forms import BOOLEAN, NUMBER
from piiscan.sources.formats.workbook.ods.forms import DATE, PERCENTAGE, TIME
from piiscan.sources.formats.workbook.reader import NewSheet, Written
from piiscan.sources.spool import blocks

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OPENING = (
    f'{_HEAD}<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0"'
    f' xmlns:text="{_NAMES}:text:1.0" xmlns:style="{_NAMES}:style:1.0" office:version="1.3"><office:automatic-styles>'
    '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/>'
    "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
)
_CLOSING = "</office:spreadsheet></office:body></office:document-content>"
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_VALUES = {
    NUMBER: ("float", "value"),
    PERCENTAGE: ("percentage", "value"),
    BOOLEAN: ("boolean", "boolean-value"),
    DATE: ("date", "date-value"),
    TIME: ("time", "time-value"),
}
_SPACES = re.compile("^ +| +$|  +")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def write(sheets: Iterable[NewSheet], stream: BinaryIO) -> None:
    """The type comes first and unpacked, so that programs know the file by its first bytes."""
    with tempfile.TemporaryFile() as whole:
        with ZipFile(whole, "w") as archive:
            archive.writestr(_member("mimetype", ZIP_STORED), TYPE)
            with archive.open(_member("content.xml", ZIP_DEFLATED), "w", force_zip64=True) as part:
                part.write(_OPENING.encode())
                for sheet in sheets:
                    for row in _sheet(sheet):
                        part.write(row.encode())
                part.write(_CLOSING.encode())
            archive.writestr(_member("META-INF/manifest.xml", ZIP_DEFLATED), _MANIFEST)
        whole.seek(0)
        for block in blocks(whole):
            write_all(stream, block)


def _member(name: str, compression: int) -> ZipInfo:
    """Of no time, no user and no system."""
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = compression
    info.create_system = 0
    return info


def _sheet(sheet: NewSheet) -> Iterator[str]:
    style = "" if sheet.state == "visible" else ' table:style-name="hidden"'
    yield f"<table:table table:name={quoteattr(sheet.name)}{style}><table:table-column/>"
    empty = True
    for row in sheet.rows:
        empty = False
        yield _row(row)
    yield (_row([None]) if empty else "") + "</table:table>"


def _row(row: Written) -> str:
    cells = "".join("<table:table-cell/>" if cell is None else _cell(*cell) for cell in row)
    return f"<table:table-row>{cells}</table:table-row>"


def _cell(text: str, form: int) -> str:
    if form in _VALUES:
        kind, attribute = _VALUES[form]
        value = "PT{}H{}M{}S".format(*text.split(":")) if form == TIME else text
        return f'<table:table-cell office:value-type="{kind}" office:{attribute}={quoteattr(value)}/>'
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _spaced(line: str) -> str:
    """Blanks that XML readers would fold, as elements; characters that XML cannot hold are marked as lost."""
    line = escape(_FORBIDDEN.sub("�", line)).replace("\t", "<text:tab/>")
    return _SPACES.sub(lambda match: f'<text:s text:c="{len(match[0])}"/>', line)
