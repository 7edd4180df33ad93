"""Which cells are formulas to a spreadsheet program, and that an apostrophe goes on and comes off exactly."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.model.formula import formulas, made, quoted, unquoted

FORMULAS = [
    '=HYPERLINK("http://x")', "=A1", '="00123"', "+SUM(A1)", "@cmd", "-2+3+cmd|' /C calc'!A0", "\t=1+1", "\r=1", "\n=1",
    "＝1", "＠x", "-A1", "+1+1", "=1", "- item", "+86 138x",
]  # fmt: skip
PLAIN = [
    "-5", "-5.5", "-1,234.50", "-1e5", "+1.5E+10", "-3 %", "+86 138-0013-8000", "+1 (555) 010-0199", "-", "--", "+",
    "-¥5.00", "-2020-01-31", "+08:00", "\t110101199003078515", "\t2020-01-31",
    "x=1", "'=1", "", " =1", "0", "A", "王", "é",
]  # fmt: skip
ALPHABET = "'=+-@\t\r＝A1 ("
CELLS = st.lists(st.tuples(*[st.none() | st.text(ALPHABET, max_size=4)] * 2), min_size=1, max_size=20)


@pytest.mark.parametrize("cell", FORMULAS)
def test_cells_that_programs_compute_are_formulas(cell: str) -> None:
    assert formulas(pl.Series(["x", None, cell])).to_list() == [2]


@pytest.mark.parametrize("cell", PLAIN)
def test_numbers_telephones_dates_and_texts_are_none(cell: str) -> None:
    assert formulas(pl.Series([cell, None])).to_list() == []


@pytest.mark.catalogue("B31")
@settings(max_examples=60)
@given(rows=CELLS)
def test_no_changed_cell_is_a_formula_and_the_apostrophe_comes_off_again(rows: list[tuple[str, str]]) -> None:
    before, after = (pl.Series(list(cells), dtype=pl.String) for cells in zip(*rows, strict=True))
    written = quoted(before, after)
    assert len(made(before, written)) == 0
    kept = [one == new for one, new in zip(before, after, strict=True)]
    assert all(one == new for one, new, same in zip(before, written, kept, strict=True) if same)
    told_apart = (one if new == one else masked for one, masked, new in zip(before, after, written, strict=True))
    assert unquoted(before, written).to_list() == list(told_apart)
