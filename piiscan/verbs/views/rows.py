"""The row filters of a plan as conditions of a view, or why a table has no view."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.errors import PlanError
from piiscan.model.finding import TableFinding
from piiscan.model.plan import Step, TablePlan
from piiscan.model.views import BaseTable
from piiscan.transforms.rows import RowOrder, build_row
from piiscan.verbs.views.dialects import ViewDialect
from piiscan.verbs.views.places import schema_in


class _Unsaid(Exception):
    """A filter that no view can have."""


def base_of(table: TableFinding, planned: TablePlan, dialect: ViewDialect) -> BaseTable:
    """The table with the conditions on its rows. Raises PlanError for a filter that cannot be built."""
    schema = schema_in(table)
    try:
        where = tuple(_conditions(table, planned, dialect))
    except _Unsaid as filtered:
        why = f"the plan says {filtered} of its rows, which a view cannot do without the key, or without telling whom"
        return BaseTable(table.key, schema, table.table, refused=why)
    return BaseTable(table.key, schema, table.table, where)


def _conditions(table: TableFinding, planned: TablePlan, dialect: ViewDialect) -> Iterator[str]:
    types = {column.name: column.type for column in table.columns if column.path is None}
    for step in planned.rows:
        yield _condition(table.source, step, types, dialect)


def _condition(source: str, step: Step, types: dict[str, str], dialect: ViewDialect) -> str:
    try:
        built = build_row(step.operator or "", step.parameters)
    except PlanError as broken:
        raise PlanError(f"{source}: rows: {broken}") from None
    if isinstance(built, RowOrder) or built.column not in types:
        raise _Unsaid(built.name)
    said = built.sql(dialect.cell(dialect.name(built.column), types[built.column]), dialect)
    if said is None:
        raise _Unsaid(built.name)
    return said
