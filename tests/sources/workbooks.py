"""Workbooks by hand, for what no library writes, and their copies as a mask that changes nothing would make them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import polars as pl

from piiscan.model.finding import Incomplete
from piiscan.model.table import Document, Table
from piiscan.sources import write_container
from tests.sources.roundtrip import opened, read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TEXTS = '<c t="inlineStr"><is><t>{}</t></is></c>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The same octets for the same parts: they are of 1980, as ZipInfo has it."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return packed.getvalue()


def relations(*targets: tuple[str, str], extra: str = "") -> str:
    links = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{k}" Target="{t}"/>' for i, (k, t) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{links}{extra}</Relationships>'


def rows(*table: tuple[str, ...]) -> str:
    return "".join(f"<row>{''.join(map(TEXTS.format, row))}</row>" for row in table)


def parts(
    *sheets: str, beside: str = "", book: str = "", kind: str = "worksheet", **more: str | bytes
) -> dict[str, str | bytes]:
    """A package of sheets, each given as the XML of its rows; `beside` follows the rows, `book` the list of sheets.

    `more` are parts; `strings` and `styles` stand for those of that kind.
    """
    listed = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, len(sheets) + 1))
    targets = [(kind, f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    targets += [("sharedStrings", "strings.xml"), ("styles", "styles.xml")]
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{book}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/strings.xml": more.pop("strings", f'<sst xmlns="{MAIN}"/>'),
        "xl/styles.xml": more.pop("styles", f'<styleSheet xmlns="{MAIN}"/>'),
    }
    for i, sheet in enumerate(sheets, 1):
        found[f"xl/worksheets/sheet{i}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData>{beside}</worksheet>'
        )
    return found | more


def members(path: Path) -> tuple[dict[str, pl.DataFrame], dict[str, str], dict[str, str]]:
    """Tables, texts and reasons of gaps, each by what follows the name of the file; the file's own gap is ``."""
    tables, texts, gaps = {}, {}, {}
    book = opened(path)
    for member in [book] if isinstance(book, Incomplete) else book.members():
        place = member.source.removeprefix(str(path)).removeprefix("!")
        if isinstance(member, Table):
            tables[place] = read(member)
        elif isinstance(member, Document):
            texts[place] = "".join(pl.concat(member.parts()))
        else:
            gaps[place] = f"{gaps[place]}\n{member.reason}" if place in gaps else member.reason
    return tables, texts, gaps


def of(folder: Path, content: Mapping[str, str | bytes] | bytes, name: str = "t.xlsx"):
    """`members` of a file of this content."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else zipped(content))
    return members(folder / name)


def copied(path: Path, mask: Callable[[pl.DataFrame], pl.DataFrame] = lambda frame: frame) -> Path:
    """The copy that a mask makes of a workbook."""
    copy = path.parent / "out" / path.name
    write_container(opened(path), lambda member: map(mask, member.batches()), copy)
    return copy
