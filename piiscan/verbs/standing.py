"""What a saved scan keeps of the candidates for a column, and the verdict on what has changed of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from piiscan.detection.verdict import weights
from piiscan.detection.verdict.free_text import TEXT_COLUMN
from piiscan.detection.verdict.judge import by_rank
from piiscan.detection.verdict.reasons import Candidate
from piiscan.model.finding import ColumnFinding, Reason, Rival
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import Recognizer

_OF_VALUES = ("values", "check")


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate: its recognizer and the version that it had, its sum, and what the header gives to that."""

    recognizer: Recognizer
    version: str
    log_odds: float
    header: float
    share: float
    speaks: bool = True
    """Whether its values speak for it, whatever the header says."""

    @property
    def can_be(self) -> bool:
        """Whether the judge would weigh it at all: where a header names it, or its values speak."""
        return self.header > 0 or self.speaks

    @property
    def candidate(self) -> Candidate:
        return Candidate(self.recognizer, (Reason("as it was saved", self.log_odds),), self.share)

    def under(self, header: float) -> Standing:
        """The same with another weight of the header."""
        return replace(self, log_odds=self.log_odds - self.header + header, header=header)

    def plus(self, gain: float) -> Standing:
        return replace(self, log_odds=self.log_odds + gain)


def saved(column: ColumnFinding) -> list[Rival]:
    """All candidates that the finding keeps, the best first and told like its rivals."""
    total = sum(reason.log_odds for reason in column.reasons)
    header = sum(reason.log_odds for reason in column.reasons if reason.kind == "header")
    best = Rival("", 0.0, column.recognizer or "", total, header, column.share)
    return [best, *column.rivals] if column.recognizer else []


def standings(column: ColumnFinding, recognizers: Mapping[str, Recognizer]) -> list[Standing]:
    """The candidates that are among the recognizers (by id), the best first."""
    known = {**recognizers, TEXT_COLUMN.id: TEXT_COLUMN}
    named = ((known.get(identity(rival.recognizer)), rival) for rival in saved(column))
    best = any(reason.log_odds > 0 and reason.kind in _OF_VALUES for reason in column.reasons)
    return [
        Standing(kind, r.recognizer, r.log_odds, r.header, r.share, best if i == 0 else _speaks(kind, r))
        for i, (kind, r) in enumerate(named)
        if kind is not None
    ]


def _speaks(kind: Recognizer, rival: Rival) -> bool:
    """Of a rival only sums are kept: more than the header must have lifted it above where all begin."""
    return kind.sees != "header" and rival.log_odds - rival.header > weights.PRIOR


def identity(version: str) -> str:
    """`cn/mobile` of `cn/mobile@1a2b3c4d`."""
    return version.partition("@")[0]


def best_of(found: Iterable[Standing]) -> Candidate | None:
    """The one that explains the column best, as the judge ranks them."""
    return next(iter(by_rank(standing.candidate for standing in found if standing.can_be)), None)


def verdict_of(best: Candidate | None, thresholds: Thresholds) -> str:
    """The verdict on a column of which this is the best candidate, as ColumnFinding words it."""
    if best is None:
        return "clean"
    status = best.status(thresholds)
    return "clean" if status == "clean" else f"{status} {best.recognizer.entity}"
