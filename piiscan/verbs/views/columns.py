"""What a role sees of the columns of a table: up to its tier all, above it what the plan's operator makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import groupby

from piiscan.model.finding import ColumnFinding, TableFinding
from piiscan.model.plan import Plan, Step
from piiscan.model.recognizer import FREE_TEXT
from piiscan.model.tier import SENSITIVE
from piiscan.model.veil import veiled
from piiscan.model.views import CLEAR, LEFT_OUT, Seen
from piiscan.transforms import Context, Operator
from piiscan.verbs.mask import operator_of
from piiscan.verbs.views.dialects import ViewDialect

_LATER = "a document, and keys that come later would be in no plan"


def seen(
    table: TableFinding, plan: Plan, narrowed: Set[tuple[str, str]], tier: int, dialect: ViewDialect
) -> Iterator[Seen]:
    """Each column of the table itself, in its order. Raises PlanError for an operator that cannot be built."""
    steps = plan.tables[table.key].columns
    for name, leaves in groupby(table.columns, outer):
        columns = list(leaves)
        less = any((table.key, column.name) in narrowed for column in columns)
        if columns[0].path is not None:
            yield _document(name, columns, steps, 0 if less else tier, dialect)
        else:
            yield _Column(table.source, columns[0], steps[name], dialect, plan.as_of).seen(0 if less else tier)


def outer(column: ColumnFinding) -> str:
    """The column of the table that a leaf of a document lies in; of any other column, its own name."""
    return column.name if column.path is None else column.name.partition(".$")[0]


def _document(
    name: str, leaves: Sequence[ColumnFinding], steps: Mapping[str, Step], tier: int, dialect: ViewDialect
) -> Seen:
    """JSON, an array or a composite: in clear only for those who may see whatever comes to be in it."""
    if entity := veiled(name):
        return Seen(name, LEFT_OUT, f"a document, its name holds {entity}, and is not known", None)
    if any(column.status == "undecided" or steps[column.name].operator is None for column in leaves):
        return Seen(name, LEFT_OUT, "a document with something undecided", None)
    if tier < SENSITIVE or any(column.entity == FREE_TEXT for column in leaves):
        return Seen(name, LEFT_OUT, _LATER if tier < SENSITIVE else "a document with free text", None)
    return Seen(name, CLEAR, f"tier {max(column.tier for column in leaves)}", dialect.name(name))


class _Column:
    def __init__(self, source: str, column: ColumnFinding, step: Step, dialect: ViewDialect, as_of: date) -> None:
        self._source, self._column, self._step = source, column, step
        self._dialect, self._as_of = dialect, as_of

    def seen(self, tier: int) -> Seen:
        column = self._column
        if entity := veiled(column.name):
            return self._left_out(f"its name holds {entity}, and is not known")
        if column.status == "undecided" or self._step.operator is None:
            return self._left_out("undecided: a person decides")
        if column.status == "clean" and column.nulls == column.rows and tier < SENSITIVE:
            return self._left_out("no value of it was seen")
        if column.tier <= tier and column.entity != FREE_TEXT:
            return Seen(column.name, CLEAR, f"tier {column.tier}", self._dialect.name(column.name))
        return self._masked(operator_of(self._source, column.name, self._step))

    def _masked(self, operator: Operator) -> Seen:
        if why := _unsaid(operator):
            return self._left_out(why)
        cell = self._dialect.cell(self._dialect.name(self._column.name), self._column.type)
        entity = self._step.entity
        context = Context(None, None, entity, self._step.domain or entity or "value", self._as_of)
        expression = operator.sql(cell, self._dialect, context)
        if expression is None:
            return self._left_out(f"{self._said} cannot be said in SQL")
        return Seen(self._column.name, self._said, self._tier, expression)

    def _left_out(self, why: str) -> Seen:
        return Seen(self._column.name, LEFT_OUT, f"{self._tier}, {why}", None)

    @property
    def _tier(self) -> str:
        kind = "free text" if self._column.entity == FREE_TEXT else ""
        return ", ".join(filter(None, (f"tier {self._column.tier}", kind)))

    @property
    def _said(self) -> str:
        to = self._step.parameters.get("to")
        return f"{self._step.operator} to {to}" if to else str(self._step.operator)


def _unsaid(operator: Operator) -> str | None:
    """Why no view may hold what the operator makes of a column."""
    if not operator.promises.column:
        return "dropped by the plan"
    if operator.promises.needs_key:
        return f"{operator.name} needs the key"
    if operator.visible().rest == "all":
        return f"the plan says {operator.name}, and it is above the role's tier"
    return None
