"""The verdict on the columns of one table: each by itself first, then in the light of its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial

from piiscan.detection.families import belongs
from piiscan.detection.headers import SILENT, HeaderReader, Naming
from piiscan.detection.verdict import births, countries, free_text, weights
from piiscan.detection.verdict.finding import Outcome, finding
from piiscan.detection.verdict.free_text import TEXT_COLUMN, Reader
from piiscan.detection.verdict.keyed import keyed
from piiscan.detection.verdict.mix import is_open, mixture
from piiscan.detection.verdict.neighbours import Neighbours
from piiscan.detection.verdict.people import Content
from piiscan.detection.verdict.reasons import Candidate, candidate
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.finding import ColumnFinding
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import Recognizer

Contents = Callable[[], Sequence[Content]]
"""What stands inside the cells of a column: read when it is first asked for, and once."""

_HEAD = 0.85
"""Strength of a naming by the head of a header."""

_WHOLLY, _SURE = 0.9, 0.8
"""Share and confidence from which cells of one form speak louder than what fits anything."""


@dataclass(frozen=True)
class Judge:
    """Turns the evidence of a table into findings. `recognizers` by id."""

    recognizers: Mapping[str, Recognizer]
    thresholds: Thresholds
    reader: Reader

    def table(self, views: Sequence[ColumnView]) -> list[ColumnFinding]:
        """One finding for each view, in order."""
        told = keyed(views, self._headers, self.recognizers)
        alone = [by_rank([*self._candidates(view), *told[view.column.name]]) for view in views]
        texts = [cache(partial(free_text.contents, view, self.recognizers, self.reader)) for view in views]
        inside = [self._inside(*column) for column in zip(views, alone, texts, strict=True)]
        neighbours = Neighbours(alone, self.thresholds, inside)
        states = countries.states(views, self._headers)
        together = [
            [states.beside(neighbours.beside(place, found), view) for found in (*ranked, *self._born(view, ranked))]
            for place, (view, ranked) in enumerate(zip(views, alone, strict=True))
        ]
        outcomes = (self._outcome(*column) for column in zip(views, together, texts, strict=True))
        return [finding(outcome, self.thresholds) for outcome in outcomes]

    @cached_property
    def _headers(self) -> HeaderReader:
        return HeaderReader(self.recognizers.values())

    def _candidates(self, view: ColumnView) -> Iterator[Candidate]:
        named = self._headers.namings(*view.headers)
        shares = view.fitting(r for r in self.recognizers.values() if _worth_a_look(r, view, named))
        heads = {self.recognizers[name].entity for name, naming in named.items() if naming.strength >= _HEAD}
        weighed = (
            candidate(r, view, named.get(r.id, SILENT), shares.get(r.id, 0.0), bool(heads) and r.entity not in heads)
            for r in self.recognizers.values()
            if r.sees != "header" or r.id in named
        )
        return (c for c in weighed if c is not None)

    def _born(self, view: ColumnView, ranked: Sequence[Candidate]) -> list[Candidate]:
        """A column of dates that nothing names, as one of births; beside people only."""
        return [] if ranked else births.candidates(view, self.recognizers.values())

    def _inside(self, view: ColumnView, ranked: Sequence[Candidate], contents: Contents) -> frozenset[str]:
        """What stands in the texts of a column that is not something else."""
        return frozenset() if ranked and self._is_settled(ranked[0]) else free_text.surely(contents(), view)

    def _outcome(self, view: ColumnView, candidates: Iterable[Candidate], read: Contents) -> Outcome:
        ranked = by_rank(candidates)
        if ranked and self._is_settled(ranked[0]):
            return Outcome(view, ranked, mix=mixture(view, ranked))
        contents = read()
        why = free_text.reasons(view, contents, self.reader)
        if not why:
            return Outcome(view, ranked)
        inside = free_text.counted(contents)
        share = max(inside.values(), default=0) / max(1, view.evidence.filled)
        text = Candidate(self._contained(contents), tuple(why), share)
        return Outcome(view, by_rank([*ranked, text]), inside)

    def _is_settled(self, best: Candidate) -> bool:
        """Values speak for it: a header alone does not say what is inside a text."""
        values_speak = best.share > 0 or best.recognizer.sees != "header"
        return values_speak and best.status(self.thresholds) == "personal"

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
    """Best first, one per entity; the recognizer's id breaks ties. The wider step back behind the likely narrower."""
    first: dict[str, Candidate] = {}
    for found in sorted(candidates, key=lambda c: (-c.rank, -c.log_odds, c.recognizer.id)):
        first.setdefault(found.recognizer.entity, found)
    likely = [c for c in first.values() if c.log_odds > 0]
    return sorted(first.values(), key=lambda c: any(_is_narrower(other, c) for other in likely))


def _is_narrower(other: Candidate, found: Candidate) -> bool:
    """A member of the family that takes half of it; or, under a header that any value would fit (`login_name`,
    `client_name`), numbers of one form, and what the header names as well where values tell.
    """
    if belongs(other.recognizer.entity, found.recognizer.entity):
        return other.share >= weights.MINORITY * found.share
    if not is_open(found) or other.recognizer.sees == "header" or other.confidence < _SURE:
        return False
    of_one_form = other.recognizer.sees == "rows" and other.share >= _WHOLLY
    return of_one_form or (other.header > 0 and other.share > weights.MINORITY)
