"""What operators say in SQL, as far as that needs no server; that it is what they make, `tests/databases` tells."""

from __future__ import annotations

import pytest

from piiscan.transforms import Operator
from piiscan.transforms.rows import ROWS, RowOrder, build_row
from piiscan.transforms.sql import Cell, Dialect
from piiscan.verbs.views import DIALECTS
from tests.transforms.cases import CASES, CONTEXT, Case
from tests.transforms.test_rows_contract import FILTERS

COLUMN = '"secret"'
MASKED = ("bin", "round", "age_band", "year", "network", "prefix", "region", "mask")
WITHOUT_TEXT = ("keep", "null", "redact", "replace")
"""They ask at most whether there is something."""
every_dialect = pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)


def said(operator: Operator, cell: Cell, dialect: Dialect) -> str | None:
    return operator.sql(cell, dialect, CONTEXT)


@every_dialect
@pytest.mark.parametrize("case", [case for case in CASES if case.name not in WITHOUT_TEXT], ids=str)
def test_where_no_text_of_a_cell_is_certain_nothing_is_said_of_it(case: Case, dialect: Dialect) -> None:
    assert COLUMN not in (said(case.operator, Cell(COLUMN, "Binary", None), dialect) or "")


@every_dialect
@pytest.mark.parametrize("name", FILTERS)
def test_where_no_text_of_a_cell_is_certain_no_row_is_judged_by_it(name: str, dialect: Dialect) -> None:
    chosen = build_row(name, FILTERS[name])
    assert not isinstance(chosen, RowOrder)
    assert chosen.sql(Cell(COLUMN, "Binary", None), dialect) is None


@every_dialect
@pytest.mark.parametrize("form", MASKED)
def test_of_a_text_something_is_said(form: str, dialect: Dialect) -> None:
    operators = [case.operator for case in CASES if form in (case.name, case.parameters.get("to"))]
    cell = dialect.cell(COLUMN, "String")
    assert any(COLUMN in (said(operator, cell, dialect) or "") for operator in operators)


def test_plugged_filters_say_nothing_unless_they_can() -> None:
    assert "short" in ROWS.names
    chosen = build_row("short", FILTERS["short"])
    assert not isinstance(chosen, RowOrder)
    assert chosen.sql(DIALECTS["postgresql"].cell(COLUMN, "String"), DIALECTS["postgresql"]) is None
