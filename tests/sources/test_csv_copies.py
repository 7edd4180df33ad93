"""A masked copy is read in the layout of its original, whatever is left of it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from piiscan.model.table import Container, Table, leaves
from piiscan.sources import ReadOptions, open_targets, write_container, write_table
from piiscan.sources.files import source_file
from piiscan.sources.formats.csv.copies import copy_of

BODY = "王小明;13900000000;x\n李丽;13900000001;y\n赵敏;13900000002;z\n"
FILES = {
    "header": "姓名;手机号;备注\n" + BODY,
    "no header": BODY,
    "two headers": "name;mobile;note\n姓名;手机号;备注\n" + BODY,
    "sep": "\ufeffsep=;\n姓名;手机号;备注\n" + BODY,
    "title": "title\n\n姓名;手机号;备注\n" + BODY,
    "comments": "# one\n姓名;手机号;备注\n王小明;13900000000;x\n# two\n" + BODY,
    "ragged": "姓名;手机号;备注\n" + BODY + "A;1\n\nB\n",
    "same names": "name;name;name\n" + BODY,
    "quotes": "姓名;手机号;备注\n" + BODY.replace("x", '"a ""quoted"" b"').replace("y", '"y\ny"'),
    "escapes": "姓名;手机号;备注\n" + BODY.replace("x", '"a \\"quoted\\" b"'),
}


@pytest.mark.catalogue("B5")
@pytest.mark.parametrize("kept", [(0,), (1,), (2,), (0, 2), (0, 1, 2)])
@pytest.mark.parametrize("name", FILES)
def test_a_copy_has_the_rows_and_names_that_were_written(tmp_path: Path, name: str, kept: tuple[int, ...]) -> None:
    (tmp_path / "in.csv").write_text(FILES[name])
    [item] = open_targets([str(tmp_path / "in.csv")], ReadOptions())
    table, *_ = leaves([item])
    names = [table.columns[i].name for i in kept]

    def masked(member):
        if isinstance(member, Table):
            return (batch.select(pl.col(names).replace("王小明", "13812345678")) for batch in member.batches())
        return member.parts()

    if isinstance(item, Container):
        write_container(item, masked, tmp_path / "out.csv")
    else:
        write_table(item, masked(item), tmp_path / "out.csv")
    file = source_file(str(tmp_path / "out.csv"), "out.csv", "out.csv")
    again = copy_of(table, file, names)
    assert [column.name for column in again.columns] == names
    expected = pl.concat(masked(table)).with_columns(pl.all().replace("", None))
    assert pl.concat(again.batches()).with_columns(pl.all().replace("", None)).equals(expected)
