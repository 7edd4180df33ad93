"""XML that unfolds itself or reads other files, wherever it lies: refused, and nothing is read or asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.size import size
from tests.hostile.bounded import bounded
from tests.sources.archived import zipped

STYLES = size(100_000, 1_000_000)
CANARY = "canary-of-another-file"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def laughs() -> str:
    names = [f'<!ENTITY a{level} "{f"&a{level - 1};" * 10 if level else "lol"}">' for level in range(10)]
    return f"<!DOCTYPE r [{''.join(names)}]>"


def quadratic() -> str:
    return f'<!DOCTYPE r [<!ENTITY a9 "{"x" * 50_000}">]>'


def outside(url: str) -> str:
    return f'<!DOCTYPE r [<!ENTITY a9 SYSTEM "{url}">]>'


def workbook(sheet: str, **parts: str) -> bytes:
    """A workbook of one sheet, as small as one can be."""
    types = "".join(
        f'<Override PartName="/xl/{name}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{kind}+xml"/>'
        for name, kind in (("workbook.xml", "sheet.main"), ("worksheets/sheet1.xml", "worksheet"))
    )
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>'.encode(),
        "_rels/.rels": related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" '
        'r:id="r1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": related("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet.encode(),
        **{f"xl/{name}.xml": part.encode() for name, part in parts.items()},
    })  # fmt: skip


def related(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{one}</Relationships>'.encode()


def sheet(head: str, text: str, first: str = "A1") -> str:
    cell = f'<c r="{first}" t="inlineStr"><is><t>{text}</t></is></c>'
    row = first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'{head}<worksheet xmlns="{MAIN}"><sheetData><row r="{row}">{cell}</row></sheetData></worksheet>'


@pytest.mark.catalogue("C14")
def test_xml_that_unfolds_or_reads_other_files_is_incomplete(tmp_path: Path) -> None:
    folder, other = tmp_path / "in", tmp_path / "other.txt"
    folder.mkdir()
    other.write_text(CANARY)
    heads = {
        "laughs": laughs(),
        "square": quadratic(),
        "file": outside(other.as_uri()),
        "net": outside("http://x.invalid/"),
    }
    for name, head in heads.items():
        body = "<r>" + "<p>&a9;</p>" * 1_000 + "</r>"
        (folder / f"{name}.xml").write_text(f'<?xml version="1.0"?>{head}{body}')
        (folder / f"{name}.svg").write_text(f'{head}<svg xmlns="http://www.w3.org/2000/svg"><text>&a9;</text></svg>')
        (folder / f"{name}.xlsx").write_bytes(workbook(sheet(head, "&a9;" * 100)))
        strings = f'{head}<sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>'
        (folder / f"{name}-strings.xlsx").write_bytes(workbook(sheet("", "a"), sharedStrings=strings))
    cost = bounded("scan", folder, "-f", "json", home=tmp_path)
    assert {name.partition("!")[0] for name in cost.incomplete} == {path.name for path in folder.iterdir()}
    assert CANARY.encode() not in cost.stdout + cost.stderr


@pytest.mark.catalogue("C15")
def test_workbooks_that_claim_or_hold_very_much_cost_little(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    whole = sheet("", "a").replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * STYLES}</cellXfs></styleSheet>'
    text = f'<sst xmlns="{MAIN}"><si><t>{"x" * size(40 << 20, 1 << 30)}</t></si></sst>'
    books = {
        "claims.xlsx": workbook(whole),
        "corner.xlsx": workbook(sheet("", "a", "XFD1048576")),
        "styles.xlsx": workbook(sheet("", "a"), styles=styles),
        "strings.xlsx": workbook(sheet("", "a"), sharedStrings=text),
    }
    for name, content in books.items():
        (tmp_path / "in" / name).write_bytes(content)
    cost = bounded("scan", "in", "-f", "json", home=tmp_path)
    read = {part["source"].rpartition("/")[2].partition("!")[0] for part in cost.document["tables"]}
    assert read | {name.partition("!")[0] for name in cost.incomplete} >= set(books) - {"claims.xlsx", "corner.xlsx"}
    assert any(name.startswith("strings.xlsx") for name in cost.incomplete)
