"""The verdict on the columns of one table: each by itself first, then in the light of its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from piiscan.detection.families import belongs
from piiscan.detection.headers import SILENT, HeaderReader, Naming
from piiscan.detection.verdict import free_text, weights
from piiscan.detection.verdict.finding import Outcome, finding
from piiscan.detection.verdict.free_text import TEXT_COLUMN, Content, Reader
from piiscan.detection.verdict.keyed import keyed
from piiscan.detection.verdict.mix import mixture
from piiscan.detection.verdict.reasons import Candidate, candidate
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.finding import ColumnFinding, Reason
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import Recognizer

_THINGS_HAVE_IT = frozenset(
    "BALANCE BROWSING CITY CN_ORG_CODE CN_POSTAL_CODE CN_USCC GEO_COORDINATE LOCATION ORGANIZATION"
    " POSTAL_CODE PREFERENCE SWIFT_BIC TRANSACTION URL".split()
)
"""Entities that say nothing about people by themselves: shops have cities and amounts, too."""


@dataclass(frozen=True)
class Judge:
    """Turns the evidence of a table into findings. `recognizers` by id."""

    recognizers: Mapping[str, Recognizer]
    thresholds: Thresholds
    reader: Reader

    def table(self, views: Sequence[ColumnView]) -> list[ColumnFinding]:
        """One finding for each view, in order."""
        told = keyed(views, self._headers, self.recognizers)
        alone = [by_rank([*self._candidates(view), *told.get(view.column.name, ())]) for view in views]
        about_people = [self._is_about_people(ranked) for ranked in alone]
        together = (
            [beside(found, people=sum(about_people) > about) for found in ranked]
            for ranked, about in zip(alone, about_people, strict=True)
        )
        outcomes = (self._outcome(view, ranked) for view, ranked in zip(views, together, strict=True))
        return [finding(outcome, self.thresholds) for outcome in outcomes]

    @cached_property
    def _headers(self) -> HeaderReader:
        return HeaderReader(self.recognizers.values())

    def _candidates(self, view: ColumnView) -> Iterator[Candidate]:
        named = self._headers.namings(*view.headers)
        shares = view.fitting(r for r in self.recognizers.values() if _worth_a_look(r, view, named))
        weighed = (
            candidate(r, view, named.get(r.id, SILENT), shares.get(r.id, 0.0))
            for r in self.recognizers.values()
            if r.sees != "header" or r.id in named
        )
        return (c for c in weighed if c is not None)

    def _outcome(self, view: ColumnView, candidates: Iterable[Candidate]) -> Outcome:
        ranked = by_rank(candidates)
        if ranked and self._is_settled(ranked[0]):
            return Outcome(view, ranked, mix=mixture(view, ranked))
        contents = free_text.contents(view, self.recognizers, self.reader)
        why = free_text.reasons(view, contents, self.reader)
        if not why:
            return Outcome(view, ranked)
        inside = free_text.counted(contents)
        share = max(inside.values(), default=0) / max(1, view.evidence.filled)
        text = Candidate(self._contained(contents), tuple(why), share)
        return Outcome(view, by_rank([*ranked, text]), inside)

    def _is_settled(self, best: Candidate) -> bool:
        """Values speak for it: a header alone does not say what is inside a text."""
        return self._is_personal(best) and (best.share > 0 or best.recognizer.sees != "header")

    def _is_about_people(self, ranked: list[Candidate]) -> bool:
        return bool(ranked) and self._is_personal(ranked[0]) and ranked[0].recognizer.entity not in _THINGS_HAVE_IT

    def _is_personal(self, found: Candidate) -> bool:
        return self.thresholds.status(found.confidence, found.recognizer.tier) == "personal"

    def _contained(self, contents: Sequence[Content]) -> Recognizer:
        """What the cells consist of (`Braund, Mr. Owen`); free text where it only stands in them."""
        entity = free_text.mostly(contents)
        known = next((r for r in self.recognizers.values() if r.entity == entity), None)
        if known is not None:
            return known
        tiers = {r.entity: r.tier for r in self.recognizers.values()}
        return replace(TEXT_COLUMN, tier=max((tiers.get(c.entity, 3) for c in contents), default=3))


def _worth_a_look(recognizer: Recognizer, view: ColumnView, named: Mapping[str, Naming]) -> bool:
    """Whether the sample can say something about it: always for word lists, else where header or rows hint at it."""
    if recognizer.sees == "rows":
        return recognizer.id in view.evidence.hits
    return recognizer.sees == "sample" or recognizer.id in named


def by_rank(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Best first, one per entity; the recognizer's id breaks ties. A family steps back behind a likely member."""
    first: dict[str, Candidate] = {}
    for found in sorted(candidates, key=lambda c: (-c.rank, -c.log_odds, c.recognizer.id)):
        first.setdefault(found.recognizer.entity, found)
    likely = [entity for entity, c in first.items() if c.log_odds > 0]
    return sorted(first.values(), key=lambda c: any(belongs(entity, c.recognizer.entity) for entity in likely))


def beside(found: Candidate, people: bool) -> Candidate:
    """With the reason that the rest of the table gives: other columns about people, or none."""
    if people:
        return found.because(Reason("other columns are about people", weights.PEOPLE_NEAR, "table"))
    if found.recognizer.entity in _THINGS_HAVE_IT:
        return found.because(Reason("no other column is about people", weights.NO_PEOPLE_NEAR, "table"))
    return found
