"""Formulas of workbooks: counted by column, what is written in them is scanned, and no copy holds one."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.sources.roundtrip import opened
from tests.sources.test_workbook_ods import HEADER, ods, row, text
from tests.sources.workbooks import copied, of, parts, rows

TOLD = {
    '"Zhang "&B2': ["Zhang "],
    'HYPERLINK("mailto:zhang@example.com","he said ""hi""")': ["mailto:zhang@example.com", 'he said "hi"'],
    "VLOOKUP(13800138000,$A$1:B1048576,2)": ["13800138000"],
    "'[zhang@example.com.xls]it''s'!A1": ["[zhang@example.com.xls]it's"],
}
"""Formulas, and what a person has written into them."""


def xlsx(formula: str) -> dict[str, str | bytes]:
    quoted = formula.replace("&", "&amp;")
    cell = f'<row><c t="str"><f>{quoted}</f><v>x</v></c><c><v>1</v></c></row>'
    return parts(rows(("link", "amount")) + cell + cell)


def ods_(formula: str) -> dict[str, str | bytes]:
    quoted = formula.replace("&", "&amp;").replace('"', "&quot;")
    return ods(HEADER + 2 * row(text("<text:p>x</text:p>").replace(" ", f' table:formula="of:={quoted}" ', 1)))


@pytest.mark.parametrize("formula", TOLD)
@pytest.mark.parametrize(("name", "made"), [("t.xlsx", xlsx), ("t.ods", ods_)])
def test_what_is_written_in_formulas_is_scanned_and_not_copied(tmp_path: Path, name: str, made, formula: str) -> None:
    _, texts, gaps = of(tmp_path, made(formula), name)
    assert gaps == {}
    assert [line.removesuffix("\n") for line in "".join(texts.values()).splitlines()] == TOLD[formula]
    copy = copied(tmp_path / name)
    with ZipFile(copy) as archive:
        content = "".join(archive.read(part).decode() for part in archive.namelist())
    assert not any(word in content.lower() for word in ("formula", "<f>", "zhang"))


@pytest.mark.parametrize(("name", "made"), [("t.xlsx", xlsx), ("t.ods", ods_)])
def test_formulas_are_counted_by_column(tmp_path: Path, name: str, made) -> None:
    of(tmp_path, made("A1"), name)
    (table,) = [member for member in opened(tmp_path / name).members() if hasattr(member, "columns")]
    assert [column.formulas for column in table.columns][:2] == [2, 0]


def test_formulas_in_and_above_the_header_are_not_those_of_a_column(tmp_path: Path) -> None:
    name, amount = ('<c t="str"><f>A9</f><v>name</v></c>', '<c t="str"><f>A9</f><v>amount</v></c>')
    of(tmp_path, parts(f"<row>{name}{amount}</row>" + rows(("王", "x"), ("李", "y"))))
    (table,) = [member for member in opened(tmp_path / "t.xlsx").members() if hasattr(member, "columns")]
    assert [(column.name, column.formulas) for column in table.columns] == [("name", 0), ("amount", 0)]
