"""mask: a map from batches to masked batches, as the plan says and as nothing else says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from piiscan.detection import packs
from piiscan.engines.local import ahead
from piiscan.errors import PlanError
from piiscan.keys import MasterKey
from piiscan.model import formula
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span
from piiscan.model.table import Column, Table
from piiscan.model.text import as_text, as_typed, type_name
from piiscan.model.tier import Role
from piiscan.transforms import Context, Operator, Own, Reversible, build
from piiscan.transforms.evaluation import evaluate
from piiscan.verbs.repeated import per_element
from piiscan.verbs.rows import Rows, rows_of

KEEP, TEXT = "keep", "text"
Digest = Callable[[Sequence[Column]], str]
Find = Callable[[pl.Series, pl.DataFrame, Mapping[str, str]], Sequence[Sequence[Span]]]
"""Texts, their rows' own identifiers, and what those columns hold -> spans."""


@dataclass(frozen=True, slots=True)
class Means:
    """What every table of a run is masked with. `recognizers` by entity."""

    key: MasterKey | None
    partner: str | None
    as_of: date
    recognizers: Mapping[str, Recognizer]
    find: Find


@dataclass(frozen=True)
class Masker:
    """Masks the batches of one table; a batch may start and end anywhere."""

    table: Table
    steps: Mapping[str, Step]
    operators: Mapping[str, Operator]
    means: Means
    plan: Sequence[Step] = ()

    def batches(self) -> Iterator[pl.DataFrame]:
        """The masked table. Raises PlanError, KeyRefused, SourceUnreadable."""
        return ahead(map(self.batch, self.source()))

    def source(self) -> Iterator[pl.DataFrame]:
        """The rows of the source that the copy has, in its order. Raises as `batches` does."""
        return self.table.batches() if self.rows is None else self.rows.of(self.table.batches())

    @cached_property
    def rows(self) -> Rows | None:
        """What the plan does with the rows, where it does anything. Raises PlanError."""
        return rows_of(self.table, self.plan, self.operators, self.context)

    @property
    def kept(self) -> list[str]:
        """The columns that the masked table has."""
        return [column.name for column in self.table.columns if not self._dropped(column.name)]

    def batch(self, frame: pl.DataFrame) -> pl.DataFrame:
        """One batch masked: same rows, in the same order; columns as the plan leaves them, no cell made a formula."""
        masked = frame.with_columns(self.masked(frame, [name for name in self.steps if self.changes(name)]))
        masked = masked.with_columns(formula.quoted(*pair) for pair in self.cells(frame, masked))
        return masked.select(name for name in masked.columns if not self._dropped(name))

    def unquoted(self, frame: pl.DataFrame, masked: pl.DataFrame) -> pl.DataFrame:
        """What the operators made of a batch, before `batch` kept programs from computing it."""
        return masked.with_columns(formula.unquoted(*pair) for pair in self.cells(frame, masked))

    def cells(self, frame: pl.DataFrame, masked: pl.DataFrame) -> Iterator[tuple[pl.Series, pl.Series]]:
        """Columns before and after, of which a spreadsheet program may compute what a mask wrote.

        A leaf of a document within a cell is no cell.
        """
        columns = self.table.columns if self.table.format in formula.FORMATS else ()
        for name in [c.name for c in columns if c.path is None and c.name in self.steps and self.changes(c.name)]:
            if frame.schema.get(name) == masked.schema.get(name) == pl.String:
                yield frame[name], masked[name]

    def masked(self, frame: pl.DataFrame, names: Sequence[str]) -> list[pl.Series]:
        """These columns of a batch, masked."""
        typed = [name for name in names if self.operators[name].typed]
        read = {column for name in names for column in self.operators[name].reads()}
        texts = self._texts(frame.select({*names, *self._own, *read}))
        beside = texts.select({*self._own, *read})
        given = {name: (frame if name in typed else texts)[name] for name in names}
        flat = [name for name in names if not isinstance(given[name].dtype, pl.List)]
        done = [
            *self._evaluated(frame, [name for name in flat if name in typed]),
            *self._as_before(frame, self._evaluated(texts, [name for name in flat if name not in typed])),
        ]
        return done + [per_element(given[name], beside, self._evaluated) for name in names if name not in flat]

    def _texts(self, frame: pl.DataFrame) -> pl.DataFrame:
        try:
            return as_text(frame)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # they carry cell values
            raise PlanError(f"{self.table.source}: a column to be masked cannot be written as text") from None

    def _evaluated(self, frame: pl.DataFrame, names: Sequence[str]) -> list[pl.Series]:
        return evaluate(frame, {name: self._expression(name) for name in names}, self.table.source).get_columns()

    def _as_before(self, frame: pl.DataFrame, masked: Sequence[pl.Series]) -> Iterator[pl.Series]:
        """Columns in the types that they had, where their operators preserve the format."""
        for column in masked:
            operator, dtype = self.operators[column.name], frame.schema[column.name]
            try:
                yield as_typed(column, dtype) if operator.promises.format_preserving else column
            except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # they carry cell values
                raise PlanError(
                    f"{self.table.source}: column {column.name}: what operator {operator.name} makes of some values is"
                    f" no {type_name(dtype)}: use pseudonym"
                ) from None

    def changes(self, name: str) -> bool:
        """Whether the cells of a column come out as others."""
        return self.operators[name].promises.column and self.steps[name].operator != KEEP

    def _dropped(self, name: str) -> bool:
        return name not in self.operators or not self.operators[name].promises.column

    @cached_property
    def _own(self) -> Mapping[str, Own]:
        """What the row knows about its own people: its identifiers that are not kept."""
        hidden = (name for name, step in self.steps.items() if step.operator != KEEP)
        return {name: self._beside[name] for name in hidden if identifies(self.steps[name], self.means.recognizers)}

    @cached_property
    def _beside(self) -> Mapping[str, Own]:
        return {name: Own(s.entity, self._domain(s), self._canonical(s)) for name, s in self.steps.items()}

    def _expression(self, name: str) -> pl.Expr:
        return self.operators[name].expression(pl.col(name), self.context(name))

    def context(self, name: str | None) -> Context:
        """That of a column, or of the rows as such."""
        own, step = self._own, self.steps[name] if name is not None else Step(None, domain="rows")
        holds = {column: o.entity for column, o in own.items() if o.entity}
        return Context(
            key=self.means.key,
            partner=self.means.partner,
            entity=step.entity,
            domain=self._domain(step),
            as_of=self.means.as_of,
            canonical=self._canonical(step),
            canonical_of=lambda entity: canonical_of(entity, self.means.recognizers),
            own=own,
            beside=self._beside,
            column=name or "",
            find=lambda texts, rows: self.means.find(texts, rows, holds),
        )

    def canonical(self, name: str) -> Callable[[pl.Expr], pl.Expr]:
        """The canonical form that the column's tokens are made of."""
        return self._canonical(self.steps[name])

    def _canonical(self, step: Step) -> Callable[[pl.Expr], pl.Expr]:
        return canonical_of(step.entity, self.means.recognizers)

    def _domain(self, step: Step) -> str:
        return step.domain or step.entity or "value"


def masker(table: Table, planned: TablePlan | None, plan: Plan, digest: Digest, means: Means) -> Masker:
    """The masker of one table. Raises PlanError where the plan does not decide every one of its columns.

    `digest` sums up the names and types of columns, as `TablePlan.schema` does.
    """
    if planned is None:
        raise PlanError(f"{table.source}: the plan has no table {table.key}: scan and plan again")
    steps = _fitting(table, planned, plan, digest)
    operators = {name: operator_of(table.source, name, step) for name, step in steps.items()}
    names = {column.name for column in table.columns}
    for column in table.columns:
        if column.name in operators and (why := _unfit(operators[column.name], column, names)):
            raise PlanError(f"{table.source}: column {column.name}: operator {operators[column.name].name}: {why}")
    made = Masker(table, steps, operators, means, planned.rows)
    _ = made.rows  # what cannot work is refused before anything is written
    return made


def _unfit(operator: Operator, column: Column, names: Set[str]) -> str | None:
    """Why the operator cannot work on the column of a table that has these."""
    absent = [name for name in operator.reads() if name not in names]
    return f"it reads column {absent[0]}, which is not in the table" if absent else operator.unfit(column.type)


def operator_of(source: str, name: str, step: Step) -> Operator:
    """The step's operator, built. Raises PlanError naming source and column."""
    if step.operator is None:
        raise PlanError(f"{source}: column {name} is undecided: set its operator in the plan")
    try:
        operator = build(step.operator, step.parameters).serving(step.entity)
    except PlanError as broken:
        raise PlanError(f"{source}: column {name}: {broken}") from None
    if step.unmask and not isinstance(operator, Reversible):
        raise PlanError(f"{source}: column {name}: unmask goes with encrypt and fpe: {operator.name} is one-way")
    return operator


def identifies(step: Step, recognizers: Mapping[str, Recognizer]) -> bool:
    """Whether the column holds direct identifiers or secrets: what must not survive anywhere else in its row."""
    found = recognizers.get(step.entity or "")
    return found is not None and found.role in (Role.DIRECT_IDENTIFIER, Role.SECRET)


def canonical_of(entity: str | None, recognizers: Mapping[str, Recognizer]) -> Callable[[pl.Expr], pl.Expr]:
    """The canonical form of an entity's values; of plain text for what no pack knows."""
    return packs.canonical(recognizers.get(entity or ""))


def _fitting(table: Table, planned: TablePlan, plan: Plan, digest: Digest) -> Mapping[str, Step]:
    names = [column.name for column in table.columns]
    if missing := [name for name in planned.columns if name not in names]:
        raise PlanError(f"{table.source}: column {missing[0]} of the plan is not in the table: scan and plan again")
    extra = [name for name in names if name not in planned.columns]
    if extra and plan.unlisted == "refuse":
        raise PlanError(f"{table.source}: column {extra[0]} is not in the plan: scan and plan again")
    if digest([column for column in table.columns if column.name in planned.columns]) != planned.schema:
        raise PlanError(f"{table.source}: a column has another type than when it was scanned: scan and plan again")
    return planned.columns
