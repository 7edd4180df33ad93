"""Any dialect, header and raggedness: what is read is what was written, and nobody's mask gives the same bytes."""

from __future__ import annotations

import tempfile
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.model.table import Table, leaves
from piiscan.sources import write_container, write_table
from piiscan.sources.files import source_file
from piiscan.sources.formats.csv.annotated import CommentedCsv, DamagedCsv
from piiscan.sources.formats.csv.dialect import Dialect
from piiscan.sources.formats.csv.layout import Layout
from piiscan.sources.formats.csv.opening import opened_as
from piiscan.sources.formats.csv.record import Record
from tests.sources import roundtrip
from tests.sources.roundtrip import steady

CELL = st.text(st.sampled_from("ab7é汉 ,;\t|^\x01\"'\\\n\r#="), max_size=5)
QUOTED = st.sampled_from(["always", "necessary", "sometimes"])


class Written(NamedTuple):
    layout: Layout
    rows: list[list[str]]
    text: str


@st.composite
def written(draw: st.DrawFn) -> Written:
    """Rows as another program would write them, with the layout that it has in mind."""
    quote = draw(st.sampled_from(['"', "'", None]))
    dialect = Dialect(draw(st.sampled_from(list(",;\t|^\x01\x1f"))), quote, draw(st.sampled_from([None, "\\"])))
    width = draw(st.integers(1, 4))
    cell = CELL.filter(lambda text: quote or dialect.escape or not dialect.grammar.special.search(text))
    # A bare quote at the start of a field, and CR at its end before an LF, are told from nothing else.
    cell = cell.filter(lambda text: dialect.escape is None or quote is not None or not text.endswith("\r"))
    narrow = draw(st.sampled_from([width, 1 if width > 1 else 2]))
    rows = draw(st.lists(st.lists(cell, min_size=min(narrow, width), max_size=width), max_size=6))
    rows = [row if narrow < width else row[:width] for row in rows]
    rows = [row for row in rows if row != [""] and not row[0].startswith("#")]
    ends = draw(st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=1, max_size=2))
    flags = cycle(draw(st.lists(st.booleans(), min_size=1, max_size=7)))
    how = draw(QUOTED)

    def line(row: list[str], end: str) -> str:
        forced = [how == "always" or (how == "sometimes" and next(flags)) for _ in row]
        return dialect.delimiter.join(map(dialect.written, row, forced)) + end

    headers = draw(st.integers(0, 3))
    named = [[f"field_{i}_{level}" for i in range(width)] for level in range(headers)]
    top = tuple(Record(row, line(row, ends[0])) for row in named)
    mark = draw(st.sampled_from(["", "\ufeff"]))
    layout = Layout(dialect, width, mark, top, width if width > 1 else None)
    body = "".join(line(row, end) for row, end in zip(rows, cycle(ends), strict=False))
    return Written(layout, rows, layout.above + body)


def copied(item, folder: Path, mask) -> bytes:
    def masked(member):
        return map(mask, member.batches()) if isinstance(member, Table) else member.parts()

    if isinstance(item, CommentedCsv):
        write_container(item, masked, folder / "out.csv")
    else:
        write_table(item, masked(item), folder / "out.csv")
    return (folder / "out.csv").read_bytes()


def opened(text: str, folder: Path, layout: Layout):
    (folder / "t.csv").write_bytes(text.encode())
    return opened_as(layout, source_file(str(folder / "t.csv"), "t.csv", "t.csv"))


@settings(steady, max_examples=100)
@given(written())
def test_what_is_read_is_what_was_written_and_comes_back(case: Written) -> None:
    with tempfile.TemporaryDirectory() as name:
        item = opened(case.text, Path(name), case.layout)
        assert not isinstance(item, DamagedCsv | CommentedCsv)
        found = [[cell or "" for cell in row] for row in pl.concat(item.batches()).iter_rows()]
        width = len(item.columns)
        assert found == [row + [""] * (width - len(row)) for row in case.rows]
        assert copied(item, Path(name), lambda frame: frame) == case.text.encode()


@settings(steady, max_examples=80)
@given(written(), st.integers(0, 3), CELL.filter(lambda cell: "\r" not in cell))
def test_masked_cells_are_read_again_as_they_were_written(case: Written, column: int, cell: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dialect = case.layout.dialect
        if not (dialect.quote or dialect.escape or not dialect.grammar.special.search(cell)):
            return
        item = opened(case.text, folder, case.layout)
        changed = item.columns[column % len(item.columns)].name

        def mask(frame: pl.DataFrame) -> pl.DataFrame:
            return frame.with_columns(
                pl.when(pl.col(changed) != "").then(pl.lit(cell)).otherwise(changed).alias(changed)
            )

        expected = mask(pl.concat(item.batches())).with_columns(pl.all().replace("", None))
        if case.layout.width == 1 or expected[:, 0].str.starts_with("#").any():
            return
        again = opened(copied(item, folder, mask).decode(), folder, case.layout)
        assert pl.concat(again.batches()).with_columns(pl.all().replace("", None)).rows() == expected.rows()


NOISE = st.text(st.sampled_from("ab7é汉,;\"'\\\n\r#\t"), max_size=60)


@pytest.mark.catalogue("B43")
@settings(steady, max_examples=100)
@given(NOISE, st.sampled_from(["t.csv", "t.tsv"]))
def test_whatever_the_rows_hold_is_read_or_told_and_comes_back(noise: str, name: str) -> None:
    """Every character but quotes, escapes and ends stands in a cell, a column name or a comment."""
    content = "field_1,field_2\n" + "a,b\n" * 3 + noise
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content.encode())
        item = roundtrip.opened(path, delimiter=",", header=True)
        table, *_ = leaves([item])
        frame = pl.concat(table.batches())
        seen = "".join(cell or "" for row in frame.iter_rows() for cell in row)
        if not isinstance(item, CommentedCsv | DamagedCsv):
            assert copied(item, Path(folder), lambda batch: batch) == content.encode()
        if not isinstance(item, CommentedCsv) and "#" not in noise:
            assert set("7é汉;").intersection(seen) == set("7é汉;").intersection(noise)
