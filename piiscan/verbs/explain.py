"""explain: what would change the verdict on a column, by the same sum as the judge's, from what a scan has saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from piiscan.detection.verdict import reasons, weights
from piiscan.detection.verdict.free_text import ADDRESSES
from piiscan.detection.verdict.neighbours import beside
from piiscan.detection.verdict.reasons import Candidate
from piiscan.model.evidence import SAMPLE, Hits
from piiscan.model.explanation import Change
from piiscan.model.finding import ColumnFinding, Kind
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import FREE_TEXT, Recognizer
from piiscan.verbs.standing import best_of, identity, standings, verdict_of

_NEUTRAL = "c1"
_THING = "order_no"


def changes(column: ColumnFinding, recognizers: Mapping[str, Recognizer], thresholds: Thresholds) -> list[Change]:
    """Other headers, check digits, cells and neighbours under which the verdict would be another one.

    `recognizers` by id. Empty where the scan has kept no candidate, or of a recognizer that is not installed.
    """
    best = recognizers.get(identity(column.recognizer or ""))
    if best is None:
        return []
    case = _Case(column, best, recognizers, thresholds)
    would_be = [*case.headers(), *case.checks(), *case.cells(), *case.neighbours()]
    return [c for c in would_be if c.verdict != case.now and (c.verdict.startswith("personal") or not case.is_text)]


@dataclass(frozen=True)
class _Case:
    column: ColumnFinding
    best: Recognizer
    recognizers: Mapping[str, Recognizer]
    thresholds: Thresholds

    @property
    def is_text(self) -> bool:
        """Whether cells that it leaves undecided are read as texts: what that finds, only a scan can tell."""
        return self.best.entity in (*ADDRESSES, FREE_TEXT)

    @property
    def now(self) -> str:
        """The verdict of the sum as it is, whatever a person has decided since."""
        return self._verdict(0.0)

    def headers(self) -> Iterator[Change]:
        """A word that names the entity, one that says nothing, one that names the number of a thing.

        What values say only under a silent header, or are without the header that names them, only a scan can tell.
        """
        if any(reason.kind == "silence" for reason in self.column.reasons):
            return
        word = next(iter(self.best.header.words), None)
        if word is not None and not self._weight("header") > 0:
            yield self._under(word.replace(" ", "_"), weights.HEADER_FULL, 0.0)
        if self.best.sees != "header":
            yield self._under(_NEUTRAL, 0.0, 0.0)
        yield self._under(_THING, weights.NUMBER_OF_A_THING, weights.NUMBER_OF_A_THING)

    def checks(self) -> Iterator[Change]:
        """As many more, or fewer, valid check digits as turn the verdict."""
        valid, matched = self.column.valid, self.column.matched
        if valid is None or not matched:
            return
        named = self._weight("header") > weights.header(reasons.NAMED)

        def gain(count: int) -> float:
            hits = Hits(matched, 0, count)
            weight = reasons.checked(hits, self.column.distinct, self.best.check_chance, named, self.column.share)
            return weight - self._weight("check")

        if self._is_so(gain(valid)):
            yield from self._turned(valid, matched, gain, f"of {matched} values passed the check digit")

    def cells(self) -> Iterator[Change]:
        """As many more, or fewer, cells of the entity's form as turn the verdict."""
        filled, distinct = self.column.rows - self.column.nulls, self.column.distinct
        if not filled or self.best.sees == "header":
            return
        said = next((r.log_odds for r in self.column.reasons if r.kind == "values"), 0.0)
        sure = reasons.proven(self.best, Hits(self.column.matched, 0, self.column.valid or 0), distinct)

        def gain(count: int) -> float:
            share = count / filled
            if self.best.sees == "sample":
                return reasons.likeness(self.best, share, min(distinct, SAMPLE)) - said
            return reasons.presence(self.best, share, sure, min(distinct, filled)) - said

        if self._is_so(gain(self.column.matched)):
            yield from self._turned(self.column.matched, filled, gain, f"of {filled} cells matched")

    def neighbours(self) -> Iterator[Change]:
        """Other columns about people in the table, or none."""
        said = self._weight("table")
        for people, words in ((True, "other columns of the table were"), (False, "no other column of the table was")):
            beside_it = beside(Candidate(self.best, ()), people, people).log_odds
            yield self._change(f"{words} about people", beside_it - said)

    def _under(self, word: str, own: float, others: float) -> Change:
        found = standings(self.column, self.recognizers)
        moved = [standing.under(own if standing.recognizer is self.best else others) for standing in found]
        left = best_of(moved)
        log_odds = round(left.log_odds, 2) if left else 0.0
        return Change(f"the header were `{word}`", log_odds, verdict_of(left, self.thresholds))

    def _turned(self, now: int, most: int, gain: Callable[[int], float], said: str) -> Iterator[Change]:
        """The nearest count on either side with another verdict; the weight grows with the count."""
        for more, bound in ((True, most), (False, 0)):
            turned = self._nearest(now, bound, gain)
            if turned is not None:
                count = abs(turned - now)
                yield self._change(f"{count} {'more' if more else 'fewer'} {said}", gain(turned))

    def _nearest(self, now: int, bound: int, gain: Callable[[int], float]) -> int | None:
        """By bisection between a count with this verdict and the bound, if that has another."""
        if now == bound or self._verdict(gain(bound)) == self.now:
            return None
        same, other = now, bound
        while abs(other - same) > 1:
            middle = (same + other) // 2
            same, other = (middle, other) if self._verdict(gain(middle)) == self.now else (same, middle)
        return other

    def _change(self, condition: str, gain: float) -> Change:
        return Change(condition, round(self._weight() + gain, 2), self._verdict(gain))

    def _verdict(self, gain: float) -> str:
        """Of the best candidate alone: fewer valid check digits are fewer for its rivals, too."""
        first = standings(self.column, self.recognizers)[0]
        return verdict_of(first.plus(gain).candidate, self.thresholds)

    def _weight(self, kind: Kind | None = None) -> float:
        return sum(reason.log_odds for reason in self.column.reasons if kind in (None, reason.kind))

    @staticmethod
    def _is_so(gain: float) -> bool:
        """Whether the counts that were saved give the weight that was saved: else nothing can be told from them."""
        return abs(gain) < 0.01
