"""What a workbook holds beside its cells is read as text or named as a gap, and is in no copy."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.leaks.oracle import search
from tests.sources.workbooks import MAIN, copied, members, of, parts, relations, rows

SECRET = "13800138000"
OUTSIDE = f'<Relationship Id="a" Type="b/c" Target="{SECRET}.xlsx" TargetMode="External"/>'
TABLE = rows(("name", "city"), ("x", "y"))
HIDDEN = {
    "comment": {"xl/comments1.xml": "<comments><r><t>138</t></r><r><rPr><b/></rPr><t>00138000</t></r></comments>"},
    "threaded comment": {"xl/threadedComments/t1.xml": f"<t><text>{SECRET}</text></t>"},
    "person": {"xl/persons/person.xml": f'<personList><person displayName="{SECRET}"/></personList>'},
    "text box": {"xl/drawings/drawing1.xml": f"<d xmlns:a='a'><a:p><a:r><a:t>{SECRET}</a:t></a:r></a:p></d>"},
    "alternative text": {"xl/drawings/drawing1.xml": f'<d><cNvPr id="2" name="Picture 1" descr="{SECRET}"/></d>'},
    "chart": {"xl/charts/chart1.xml": f"<c><strCache><pt><v>{SECRET}</v></pt></strCache></c>"},
    "pivot cache": {"xl/pivotCache/pivotCacheDefinition1.xml": f'<p><sharedItems><s v="{SECRET}"/></sharedItems></p>'},
    "pivot records": {"xl/pivotCache/pivotCacheRecords1.xml": f'<p><r><n v="{SECRET}"/></r></p>'},
    "external link": {"xl/externalLinks/externalLink1.xml": f"<e><cell r='A1'><v>{SECRET}</v></cell></e>"},
    "external file": {"xl/externalLinks/_rels/e.xml.rels": relations(extra=OUTSIDE)},
    "custom xml": {"customXml/item1.xml": f"<a><b>{SECRET}</b></a>"},
    "author": {"docProps/core.xml": f"<p><creator>{SECRET}</creator></p>"},
    "company": {"docProps/app.xml": f"<p><Application>Microsoft Excel</Application><Company>{SECRET}</Company></p>"},
    "custom property": {"docProps/custom.xml": f"<p><property name='a'><lpwstr>{SECRET}</lpwstr></property></p>"},
    "connection": {"xl/connections.xml": f'<c><connection><dbPr connection="user={SECRET}"/></connection></c>'},
    "orphan string": {"strings": f'<sst xmlns="{MAIN}"><si><t>{SECRET}</t></si></sst>'},
    "phonetic string": {"strings": f'<sst xmlns="{MAIN}"><si><t>x</t><rPh><t>{SECRET}</t></rPh></si></sst>'},
}  # fmt: skip
IN_SHEET = {
    "header": f"<headerFooter><oddHeader>&amp;L{SECRET}</oddHeader></headerFooter>",
    "validation": f'<dataValidations><x><formula1>"{SECRET},b"</formula1></x></dataValidations>',
    "prompt": f'<dataValidations><dataValidation prompt="{SECRET}"/></dataValidations>',
    "filter": f'<autoFilter><filterColumn><filters><filter val="{SECRET}"/></filters></filterColumn></autoFilter>',
    "link": f'<hyperlinks><hyperlink ref="A1" display="{SECRET}"/></hyperlinks>',
    "condition": f'<conditionalFormatting><cfRule><formula>A1="{SECRET}"</formula></cfRule></conditionalFormatting>',
}  # fmt: skip


def all_texts(content: dict, folder: Path) -> str:
    texts = of(folder, content)[1]
    return "".join(texts.values())


@pytest.mark.parametrize("place", HIDDEN)
def test_texts_of_every_part_are_read(tmp_path: Path, place: str) -> None:
    assert SECRET in all_texts(parts(TABLE, **HIDDEN[place]), tmp_path)


@pytest.mark.parametrize("place", IN_SHEET)
def test_texts_around_the_cells_are_read(tmp_path: Path, place: str) -> None:
    assert SECRET in all_texts(parts(TABLE, beside=IN_SHEET[place]), tmp_path)


def test_names_and_literals_of_formulas_are_read(tmp_path: Path) -> None:
    name = f"<definedNames><definedName name='boss'>\"{SECRET}\"</definedName></definedNames>"
    assert SECRET in all_texts(parts(TABLE, book=name), tmp_path)
    cell = f'<row><c r="A9"><f>IF(A1,"{SECRET}","")</f><v>1</v></c></row>'
    assert SECRET in all_texts(parts(TABLE + cell), tmp_path)


@pytest.mark.catalogue("B22")
@pytest.mark.parametrize("place", [*HIDDEN, *IN_SHEET])
def test_nothing_of_it_is_in_a_copy(tmp_path: Path, place: str) -> None:
    content = parts(TABLE, beside=IN_SHEET[place]) if place in IN_SHEET else parts(TABLE, **HIDDEN[place])
    of(tmp_path, content)
    assert search([SECRET], [tmp_path / "t.xlsx"])
    assert not search([SECRET], [copied(tmp_path / "t.xlsx")])


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("xl/media/image1.png", "a picture"),
        ("xl/vbaProject.bin", "macros"),
        ("xl/embeddings/oleObject1.bin", "an embedded file"),
        ("xl/embeddings/book.xlsx", "an embedded file"),
        ("xl/worksheets/sheet9.xml", "a sheet that the workbook does not list"),
        ("xl/activeX/activeX1.bin", "a part of a kind that is not read"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, part: str, reason: str) -> None:
    tables, _, gaps = of(tmp_path, parts(TABLE, **{part: b"\0"}))
    assert list(gaps) == [part]
    assert gaps[part].startswith(reason)
    assert list(tables) == ["S1"]


def test_what_programs_write_for_themselves_is_no_gap_and_no_text(tmp_path: Path) -> None:
    more = {
        "xl/theme/theme1.xml": "<a/>",
        "xl/calcChain.xml": "<a/>",
        "xl/printerSettings/printerSettings1.bin": b"\0",
        "docProps/app.xml": "<p><Application>Excel</Application><TitlesOfParts><lpstr>S1</lpstr></TitlesOfParts></p>",
        "docProps/thumbnail.jpeg": b"\0",
        "xl/tables/table1.xml": '<table name="T" displayName="T"><tableColumn name="name"/></table>',
    }
    assert of(tmp_path, parts(TABLE, **more))[1:] == ({}, {})


def test_a_document_number_is_not_taken_for_a_cell(tmp_path: Path) -> None:
    comment = {"xl/comments1.xml": "<c><text>EG1234567</text><text>$A$1:$B$2</text></c>"}
    assert of(tmp_path, parts(TABLE, **comment))[1] == {"xl/comments1.xml": "EG1234567\n"}


def test_parts_without_a_word_may_be_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piiscan.sources.formats.workbook.markup.LONGEST", 1 << 17)
    records = "".join(f'<r><x v="{i % 1000}"/></r>' for i in range(20_000))
    assert of(tmp_path, parts(TABLE, **{"xl/pivotCache/records.xml": f"<p>{records}</p>"}))[1:] == ({}, {})


def test_a_broken_part_is_a_gap_and_the_rest_is_read(tmp_path: Path) -> None:
    tables, texts, gaps = of(
        tmp_path, parts(TABLE, **{"xl/comments1.xml": "<a>", "docProps/core.xml": "<a>Li Lei</a>"})
    )
    assert (list(tables), list(texts), list(gaps)) == (["S1"], ["docProps/core.xml"], ["xl/comments1.xml"])


def test_a_workbook_of_a_library_is_read_likewise(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("name", "city"))
    book.active["A1"].comment = Comment(f"call {SECRET}", "Li Lei")
    book.active.oddFooter.center.text = f"footer {SECRET}"
    book.active.add_data_validation(DataValidation("list", formula1=f'"{SECRET}"', sqref="B2"))
    book.defined_names["boss"] = DefinedName("boss", attr_text=f'"{SECRET}"')
    book.save(tmp_path / "t.xlsx")
    texts = members(tmp_path / "t.xlsx")[1]
    assert sorted(texts) == [
        "docProps/core.xml", "xl/comments/comment1.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml",
    ]  # fmt: skip
    assert sum(text.count(SECRET) for text in texts.values()) == 4
    assert texts["xl/comments/comment1.xml"].startswith("Li Lei\n")
