"""What a saved scan keeps of each candidate for a column: its sum, and what the header gives to that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from piiscan.detection.verdict import weights
from piiscan.detection.verdict.reasons import rank
from piiscan.model.finding import ColumnFinding, Rival
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import Recognizer


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate; its recognizer, `version`ed as it was then."""

    recognizer: Recognizer
    version: str
    log_odds: float
    header: float
    share: float

    @property
    def can_be(self) -> bool:
        """Whether the judge would weigh it at all: what only headers name, only where one does."""
        return self.header > 0 or self.recognizer.sees != "header"

    def under(self, header: float) -> Standing:
        """The same with another weight of the header."""
        return replace(self, log_odds=self.log_odds - self.header + header, header=header)

    def plus(self, gain: float) -> Standing:
        return replace(self, log_odds=self.log_odds + gain)


def standings(column: ColumnFinding, recognizers: Mapping[str, Recognizer]) -> list[Standing]:
    """The candidates that are known by id, the best first. `recognizers` by id."""
    total = sum(reason.log_odds for reason in column.reasons)
    header = sum(reason.log_odds for reason in column.reasons if reason.kind == "header")
    best = Rival("", 0.0, column.recognizer or "", total, header, column.share)
    named = ((recognizers.get(rival.recognizer.partition("@")[0]), rival) for rival in (best, *column.rivals))
    return [Standing(kind, r.recognizer, r.log_odds, r.header, r.share) for kind, r in named if kind is not None]


def best_of(found: Iterable[Standing]) -> Standing | None:
    """The one that explains the column best, as the judge ranks them."""
    return max(found, key=lambda standing: rank(standing.log_odds, standing.share), default=None)


def verdict_of(best: Standing | None, thresholds: Thresholds) -> str:
    """The verdict on a column of which this is the best candidate, as ColumnFinding words it."""
    if best is None:
        return "clean"
    status = thresholds.status(weights.confidence(best.log_odds), best.recognizer.tier)
    return "clean" if status == "clean" else f"{status} {best.recognizer.entity}"
