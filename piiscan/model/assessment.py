"""The periodic look at how personal data is collected, stored, used and shared: document `piiscan/assessment/1`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["Area", "Assessment", "Problem", "Share"]

Area = Literal["collection", "storage", "use", "third parties"]
State = Literal["open", "overdue", "waived", "not looked at"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What somebody has to put right. `id` stays the same from one assessment to the next, as `since` and `due` do.

    `owner` is that of the system or record; None where the register names nobody. `remedy` may be empty.
    """

    id: str
    area: Area
    source: str
    about: str
    what: str
    remedy: str
    tier: int
    owner: str | None
    since: date
    due: date
    state: State = "open"


@dataclass(frozen=True, slots=True)
class Share:
    """A release: to whom, what for, how it stands; `tier`, `rows` and `expires` where its manifest is at hand."""

    release: str
    partner: str
    purpose: str
    requested: str
    state: str
    tier: int | None
    rows: int | None
    expires: date | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """`former` is the day of the assessment before, `fixed` what that one listed and this one found no more.

    `found` are counts of what the scans saw, `uses` events by name since then, with their rows. `log` is how long the
    audit log was, and its Merkle tree hash.
    """

    day: date
    former: date | None
    tool: Mapping[str, str]
    policy: Mapping[str, object]
    log: Mapping[str, object]
    complete: bool
    found: Mapping[str, int]
    uses: Mapping[str, int]
    rows: Mapping[str, int]
    shares: tuple[Share, ...]
    problems: tuple[Problem, ...]
    fixed: tuple[Problem, ...]

    @property
    def overdue(self) -> int:
        return sum(problem.state == "overdue" for problem in self.problems)
