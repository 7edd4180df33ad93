"""A verification: named checks on a masked copy, each with pass or fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from piiscan.model.finding import Incomplete


@dataclass(frozen=True, slots=True)
class Check:
    """One check on one table. `problems` name columns and counts, never values; `figures` are for the report."""

    name: str
    table: str
    problems: tuple[str, ...] = ()
    figures: Mapping[str, float | int | None] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Verification:
    """All checks of one run; it passes when there are any, every one passes, and nothing was left out."""

    checks: tuple[Check, ...]
    incomplete: tuple[Incomplete, ...] = ()

    @property
    def passed(self) -> bool:
        return bool(self.checks) and not self.incomplete and all(check.passed for check in self.checks)
