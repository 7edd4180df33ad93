"""A decision: what a person says a column is, or is not, until when, and on what evidence it was taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Basis:
    """What the scan said when the decision was taken: it is kept with the decision, and compared with later scans.

    `verdict` is a status with its entity (`undecided CN_MOBILE`), `matched` the share of filled cells behind it,
    `recognizer` the one that found it with the version of its patterns and checks (`cn/mobile@1a2b3c4d`). All three
    stand in the findings, too; they count values and hold none, and no key or hash of one either.
    """

    verdict: str
    matched: float
    recognizer: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of `piiscan: decisions/1`: the columns of that name `is` an entity, or are not what `is_not` names.

    `table` is a glob on the source or key of a table, `column` one on a column's name, `is_not` one on entities
    (`*`: nothing personal). `expires` is the first day on which it holds no longer. `place` is where it stands.
    """

    place: str
    table: str
    column: str
    is_: str | None
    is_not: str | None
    owner: str
    reason: str
    taken: date
    expires: date
    basis: Basis

    @property
    def said(self) -> str:
        return f"is {self.is_}" if self.is_ else f"is not {self.is_not}"
