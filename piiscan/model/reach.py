"""The least that has to be given up so that nobody stands in a crowd smaller than k."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan, Step


@dataclass(frozen=True, slots=True)
class Change:
    """A quasi-identifier that is said more coarsely than planned, or not at all (`drop`).

    `loss` is the share of what the planned column tells (entropy) that is given up.
    """

    column: str
    step: Step
    form: str
    loss: float


@dataclass(frozen=True, slots=True)
class Reached:
    """What one table needs. `before` and `after` are the smallest crowds, None where no quasi-identifier is left.

    `loss` is the mean loss over all quasi-identifiers. `choices` is how many ways there are to coarsen and drop,
    `tried` how many of them were counted; `least` says that none of less loss reaches k.
    """

    table: str
    columns: tuple[str, ...]
    before: int | None
    after: int | None
    changes: tuple[Change, ...] = ()
    loss: float = 0.0
    choices: int = 1
    tried: int = 0
    least: bool = True

    @property
    def steps(self) -> Mapping[str, Step]:
        return {change.column: change.step for change in self.changes}


@dataclass(frozen=True, slots=True)
class Reach:
    """The changed plan, what became of each table, and what could not be read."""

    plan: Plan
    k: int
    tables: tuple[Reached, ...]
    incomplete: tuple[Incomplete, ...] = ()
