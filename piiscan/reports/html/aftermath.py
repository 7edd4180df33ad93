"""What became of the data: the plan, invented examples of what it does, and what was measured on the masked copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from piiscan.model.attack import Attack
from piiscan.model.plan import Plan, Step
from piiscan.model.risk import Crowds, Risk, TableRisk
from piiscan.model.verification import Verification

Example = tuple[str, str | None]
"""An invented value, and what becomes of it; None where nothing is left."""

NO_OPERATOR = "keep"


@dataclass(frozen=True, slots=True)
class Curves:
    """Class sizes of one table in the source and in the copy, each where it was measured."""

    table: str
    quasi_identifiers: tuple[str, ...]
    before: Crowds | None
    after: Crowds | None

    @property
    def most(self) -> int:
        """The size of the largest class of both."""
        return max(max(crowds.sizes, default=1) for crowds in (self.before, self.after) if crowds)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """`examples` are by table and column of the plan. `before` and `after` are the risks of source and copy."""

    plan: Plan | None = None
    examples: Mapping[tuple[str, str], Example] = field(default_factory=dict)
    verification: Verification | None = None
    before: Risk | None = None
    after: Risk | None = None
    attacks: tuple[Attack, ...] = ()

    @property
    def steps(self) -> Iterator[tuple[str, str, Step]]:
        """Table, column and step of all that the plan changes, or that nobody has decided."""
        for table, planned in (self.plan.tables if self.plan else {}).items():
            for column, step in planned.columns.items():
                if step.operator != NO_OPERATOR:
                    yield table, column, step

    @property
    def kept(self) -> Iterator[tuple[str, str, Step]]:
        """What the copy shows as it is, though the scan took it for something."""
        for table, planned in (self.plan.tables if self.plan else {}).items():
            for column, step in planned.columns.items():
                if step.operator == NO_OPERATOR and step.entity:
                    yield table, column, step

    @property
    def curves(self) -> Iterator[Curves]:
        """Of tables with quasi-identifiers. The copy of a single one may be called otherwise than its source."""
        before, after = _by_table(self.before), _by_table(self.after)
        if len(before) == len(after) == 1:
            after = dict(zip(before, after.values(), strict=True))
        for table in dict.fromkeys([*before, *after]):
            of = [risks[table] for risks in (after, before) if table in risks]
            yield Curves(
                table,
                tuple(of[0].entities),
                before[table].crowds if table in before else None,
                after[table].crowds if table in after else None,
            )


def _by_table(risk: Risk | None) -> dict[str, TableRisk]:
    return {table.table: table for table in (risk.tables if risk else ()) if table.entities and table.crowds.rows}
