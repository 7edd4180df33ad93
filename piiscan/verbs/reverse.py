"""reverse: a map from masked batches back to the forms behind them, or on to what another key makes of those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from piiscan.errors import PlanError
from piiscan.keys import MasterKey
from piiscan.model.plan import Step, TablePlan
from piiscan.model.table import Table
from piiscan.transforms import Operator, Reversible
from piiscan.transforms.operator import where_filled
from piiscan.transforms.pseudonym import TOKEN
from piiscan.verbs.mask import KEEP, TEXT, Masker, Means, operator_of

_TOKEN = f"^{TOKEN}$"


@dataclass(frozen=True)
class Reverser(Masker):
    """Turns the columns back that have a step other than keep; with `into`, to what that key makes of them.

    What was no number of the form of an fpe column has a token there that nothing turns back: without `into` it stays,
    and is counted in `tokens` by column; with it the table is refused. So are values that the key does not open.
    """

    into: MasterKey | None = None
    tokens: Counter[str] = field(default_factory=Counter)

    def batch(self, frame: pl.DataFrame) -> pl.DataFrame:
        """One batch turned back. Raises PlanError for what is not the key's."""
        turned = super().batch(frame)
        for name in self.reversed:
            before, after = _flat(frame[name]), _flat(turned[name])
            if closed := int((after.is_null() & before.is_not_null()).sum()):
                raise PlanError(
                    f"{self.table.source}: column {name}: {closed:,} values of {len(before):,} are not opened by this"
                    " key, partner and plan: nothing was written"
                )
            self._count_tokens(name, before)
        return turned

    @cached_property
    def reversed(self) -> list[str]:
        """The columns that are turned back."""
        return [name for name, step in self.steps.items() if step.operator != KEEP]

    def _count_tokens(self, name: str, before: pl.Series) -> None:
        if not self.operators[name].promises.format_preserving or before.dtype != pl.String:
            return
        if not (tokens := int(before.str.contains(_TOKEN).sum())):
            return
        if self.into is not None:
            raise PlanError(
                f"{self.table.source}: column {name}: {tokens:,} values are pseudonyms, which nothing turns back: mask"
                " the source again with the new key"
            )
        self.tokens[name] += tokens

    def _expression(self, name: str) -> pl.Expr:
        operator, context, values = self.operators[name], self._context(name), pl.col(name)
        assert isinstance(operator, Reversible)
        form = operator.original(values, context)
        if operator.promises.format_preserving:
            form = pl.when(values.str.contains(_TOKEN)).then(values).otherwise(form)
        if self.into is not None:
            form = operator.expression(form, replace(context, key=self.into))
        return where_filled(values, form)


def unmasker(
    table: Table, planned: TablePlan, columns: Collection[str] | None, means: Means, tokens: Counter[str]
) -> Reverser:
    """What turns back the columns of a masked table that the plan allows it for; of these, `columns`.

    `tokens` counts what stays one-way. Raises PlanError where the plan does not name a column of the table, and for a
    column of `columns` that it does not allow to be turned back.
    """
    steps = _present(table, planned)
    allowed = [name for name, step in steps.items() if step.unmask and _reversible(table, name, step)]
    for name in sorted(set(columns or ()) & set(steps)):
        if name not in allowed:
            raise PlanError(f"{table.source}: column {name}: the plan does not say that it may be unmasked")
    chosen = [name for name in allowed if columns is None or name in columns]
    return replace(_reverser(table, {name: steps[name] for name in chosen}, means), tokens=tokens)


def rekeyer(into: MasterKey, table: Table, planned: TablePlan, means: Means) -> Reverser:
    """What brings every keyed column of a masked table from the key of `means` to another.

    Raises PlanError for a column that a key masked for good.
    """
    steps = _present(table, planned)
    for name, step in steps.items():
        if keyed(operator_of(table.source, name, step)) and not _reversible(table, name, step):
            raise PlanError(
                f"{table.source}: column {name}: what {step.operator} made is one-way: mask the source again"
                " with the new key"
            )
    turned = {name: step for name, step in steps.items() if _reversible(table, name, step)}
    return replace(_reverser(table, turned, means), into=into)


def keyed(operator: Operator) -> bool:
    """Whether its output depends on the key: a text's does where that of some span does."""
    return operator.promises.needs_key or operator.name == TEXT


def _present(table: Table, planned: TablePlan) -> Mapping[str, Step]:
    """The steps of the columns that the masked table has, in its order."""
    names = [column.name for column in table.columns]
    if extra := [name for name in names if name not in planned.columns]:
        raise PlanError(f"{table.source}: column {extra[0]} is not in the plan: this is no copy made by it")
    return {name: planned.columns[name] for name in names}


def _reversible(table: Table, name: str, step: Step) -> bool:
    return isinstance(operator_of(table.source, name, step), Reversible)


def _reverser(table: Table, steps: Mapping[str, Step], means: Means) -> Reverser:
    names = [column.name for column in table.columns]
    whole = {name: steps.get(name, Step(KEEP)) for name in names}
    operators = {name: operator_of(table.source, name, step) for name, step in whole.items()}
    return Reverser(table, whole, operators, means)


def _flat(column: pl.Series) -> pl.Series:
    """The elements of a column of lists; null for what is empty."""
    while isinstance(column.dtype, pl.List):
        column = column.explode()
    return column
