"""The verdict on the columns of one table: each by itself first, then in the light of its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from piiscan.detect.verdict import free_text, weights
from piiscan.detect.verdict.free_text import FREE_TEXT, Reader
from piiscan.detect.verdict.reasons import reasons
from piiscan.detect.verdict.view import ColumnView
from piiscan.model.evidence import Hits
from piiscan.model.finding import ColumnFinding, Reason, Rival, Status
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import Recognizer
from piiscan.model.tier import Role

_RIVALS = 3
_ATTRIBUTES = frozenset({Role.QUASI_IDENTIFIER, Role.SENSITIVE_ATTRIBUTE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a column might be, and why."""

    recognizer: Recognizer
    reasons: tuple[Reason, ...]

    @property
    def log_odds(self) -> float:
        return sum(reason.log_odds for reason in self.reasons)

    @property
    def confidence(self) -> float:
        return weights.confidence(self.log_odds)

    def because(self, reason: Reason) -> Candidate:
        return replace(self, reasons=(*self.reasons, reason))


@dataclass(frozen=True)
class Judge:
    """Turns the evidence of a table into findings. `recognizers` by id."""

    recognizers: Mapping[str, Recognizer]
    thresholds: Thresholds
    reader: Reader

    def table(self, views: Sequence[ColumnView]) -> list[ColumnFinding]:
        """One finding for each view, in order."""
        alone = [self._candidates(view) for view in views]
        people = any(_identifies(ranked, self.thresholds) for ranked in alone)
        together = [_rank(_beside(candidate, people) for candidate in ranked) for ranked in alone]
        return [self._finding(view, ranked) for view, ranked in zip(views, together, strict=True)]

    def _candidates(self, view: ColumnView) -> list[Candidate]:
        found = ((r, reasons(r, view)) for r in self.recognizers.values())
        return _rank(Candidate(r, tuple(why)) for r, why in found if why)

    def _finding(self, view: ColumnView, ranked: list[Candidate]) -> ColumnFinding:
        best = ranked[0] if ranked else None
        inside: Mapping[str, int] = {}
        if best is None or best.confidence < self.thresholds.personal:
            inside = free_text.contents(view, self.recognizers, self.reader)
            if why := free_text.reasons(view, inside, self.reader):
                ranked = _rank([*ranked, Candidate(self._free_text(inside), tuple(why))])
                best = ranked[0]
        return self._verdict(view, best, ranked[1 : 1 + _RIVALS], inside)

    def _free_text(self, inside: Mapping[str, int]) -> Recognizer:
        tiers = {r.entity: r.tier for r in self.recognizers.values()}
        return replace(FREE_TEXT, tier=max((tiers.get(entity, 3) for entity in inside), default=3))

    def _verdict(
        self, view: ColumnView, best: Candidate | None, rivals: list[Candidate], inside: Mapping[str, int]
    ) -> ColumnFinding:
        evidence, sketch = view.evidence, view.evidence.sketch
        status = self._status(best)
        is_text = best is not None and best.recognizer is not None and best.recognizer.entity == FREE_TEXT.entity
        hits = evidence.hits.get(best.recognizer.id, Hits()) if best else Hits()
        personal = best is not None and status == "personal"
        return ColumnFinding(
            name=view.column.name,
            path=view.column.path,
            type=view.column.type,
            comment=view.column.comment,
            status=status,
            entity=best.recognizer.entity if best and personal else None,
            candidate=best.recognizer.entity if best and status == "undecided" else None,
            role=best.recognizer.role if best and status != "clean" else Role.NONE,
            tier=best.recognizer.tier if best and status != "clean" else 1,
            level=None,
            confidence=round(best.confidence, 4) if best else 0.0,
            rows=evidence.rows,
            nulls=evidence.nulls,
            distinct=sketch.distinct,
            distinct_error=sketch.distinct_error,
            matched=sum(inside.values()) if is_text else _matched(best, view),
            valid=hits.valid if best and best.recognizer.check and hits.cells else None,
            chance=best.recognizer.chance if best and not is_text else None,
            miss_bound=None,
            rivals=tuple(Rival(r.recognizer.entity, round(r.confidence, 4)) for r in rivals),
            in_text=dict(inside) if is_text and status != "clean" else None,
            reasons=best.reasons if best else (),
        )

    def _status(self, best: Candidate | None) -> Status:
        if best is None or best.confidence <= self.thresholds.clean:
            return "clean"
        return "personal" if best.confidence >= self.thresholds.personal else "undecided"


def _rank(candidates: object) -> list[Candidate]:
    """Best first, one per entity; the recognizer's id breaks ties."""
    ordered = sorted(candidates, key=lambda c: (-c.log_odds, c.recognizer.id))  # type: ignore[call-overload]
    first: dict[str, Candidate] = {}
    for candidate in ordered:
        first.setdefault(candidate.recognizer.entity, candidate)
    return list(first.values())


def _identifies(ranked: list[Candidate], thresholds: Thresholds) -> bool:
    if not ranked or ranked[0].confidence < thresholds.personal:
        return False
    return ranked[0].recognizer.role == Role.DIRECT_IDENTIFIER


def _beside(candidate: Candidate, people: bool) -> Candidate:
    if candidate.recognizer.role not in _ATTRIBUTES:
        return candidate
    if people:
        return candidate.because(Reason("other columns identify people", weights.PEOPLE_NEAR))
    return candidate.because(Reason("no other column identifies people", weights.NO_PEOPLE_NEAR))


def _matched(best: Candidate | None, view: ColumnView) -> int:
    """Rows that match: counted where patterns see every row, scaled from the sample where words were looked up."""
    if best is None:
        return 0
    if best.recognizer.sees == "rows":
        return view.evidence.hits.get(best.recognizer.id, Hits()).cells
    return round(view.fitting(best.recognizer) * view.evidence.filled)
