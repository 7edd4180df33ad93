"""A new workbook of values and nothing else, the same bytes for the same values.

Written by hand because the writers at hand round: a number of 17 digits comes out with 16. Texts are inline strings,
so no list of shared ones exists that could hold more than the cells do, and no text is ever taken for a formula.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from piiscan.sources.atomic import write_all
from piiscan.sources.formats.workbook.forms import Form
from piiscan.sources.formats.workbook.reader import NewSheet
from piiscan.sources.formats.workbook.xlsx.rows import Rows
from piiscan.sources.formats.workbook.xlsx.written_styles import Styles
from piiscan.sources.spool import blocks

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LARGE = 1 << 24
"""Cells from which a sheet may need more than 2 GiB of XML."""


def write(sheets: Iterable[NewSheet], forms: list[Form], macros: bool, stream: BinaryIO) -> None:
    """Raises OutputFailed where a text does not fit into a cell."""
    styles = Styles(forms)
    listed = []
    with tempfile.TemporaryFile() as whole:
        with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
            for number, sheet in enumerate(sheets, 1):
                _write_sheet(archive, f"xl/worksheets/sheet{number}.xml", sheet, Rows(sheet.source, styles))
                listed.append(sheet)
            for name, text in _parts(listed, styles, macros):
                archive.writestr(_member(name), HEAD + text)
        whole.seek(0)
        for block in blocks(whole):
            write_all(stream, block)


def _write_sheet(archive: ZipFile, name: str, sheet: NewSheet, rows: Rows) -> None:
    with archive.open(_member(name), "w", force_zip64=sheet.area > _LARGE) as part:
        part.write(f'{HEAD}<worksheet xmlns="{MAIN}">'.encode())
        part.write(b'<sheetFormatPr baseColWidth="14" defaultRowHeight="15"/><sheetData>')
        for block in rows.encoded(sheet.rows):
            part.write(block)
        part.write(b"</sheetData></worksheet>")


def _member(name: str) -> ZipInfo:
    """Of no time, no user and no system."""
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    return info


def _parts(sheets: list[NewSheet], styles: Styles, macros: bool) -> Iterator[tuple[str, str]]:
    main = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" if macros else f"{_TYPE}.sheet.main+xml"
    numbers = range(1, len(sheets) + 1)
    overrides = {"workbook.xml": main, "styles.xml": f"{_TYPE}.styles+xml"}
    overrides |= {f"worksheets/sheet{i}.xml": f"{_TYPE}.worksheet+xml" for i in numbers}
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/xl/{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
        + "</Types>",
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    targets = [("worksheet", f"worksheets/sheet{i}.xml") for i in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    yield "xl/workbook.xml", _workbook(sheets)
    yield "xl/styles.xml", styles.xml(MAIN)


def _relations(targets: list[tuple[str, str]]) -> str:
    links = (
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'


def _workbook(sheets: list[NewSheet]) -> str:
    """Sheets as visible as they were; if those that are left are all hidden, the first is shown."""
    states = [sheet.state for sheet in sheets]
    if "visible" not in states:
        states[0] = "visible"
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{i}" state="{state}" r:id="rId{i}"/>'
        for i, (sheet, state) in enumerate(zip(sheets, states, strict=True), 1)
    )
    first = states.index("visible")
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView activeTab="{first}"/></bookViews>'
        f"<sheets>{listed}</sheets></workbook>"
    )
