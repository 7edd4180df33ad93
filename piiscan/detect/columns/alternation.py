"""Alternations: which of many patterns occur in a column, without running each of them on it.

Patterns are asked together, and one by one only about values that passed; before that a gate drops all that
cannot match in this column. An alternation may not grow: past a few thousand states the automaton no longer
fits its cache and becomes a hundred times slower (measured: 61 patterns together against four times 16).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

import polars as pl

from piiscan.detect.columns.forms import Form
from piiscan.detect.columns.gates import Facts, facts, holding, rarest, rarity

_STATES = 1500
"""States of one alternation."""

_TOGETHER = 3
"""Patterns from which asking for all of them first is cheaper than asking for each."""


@dataclass(frozen=True, slots=True)
class Alternation:
    """Forms that are searched together; `whole` where they are anchored at both ends."""

    forms: tuple[Form, ...]
    whole: bool

    def occurring(self, values: pl.DataFrame, known: Facts) -> Iterator[tuple[Form, pl.DataFrame]]:
        """For each form that occurs: the rows of `values` (column `value`) in which it does."""
        asked = [form for form in self.forms if self._allowed(form, known)]
        if not asked:
            return
        if not self.whole and (regex := holding(reduce(or_, (rarest(form.needs) for form in asked)))):
            values = _holding(values, regex)
        if len(asked) >= _TOGETHER:
            values = _holding(values, "|".join(form.regex for form in self.forms))
        for form in asked:
            if len(values) and len(matching := _holding(values, form.regex)):
                yield form, matching

    def _allowed(self, form: Form, known: Facts) -> bool:
        return known.allow_whole(form.needs) if self.whole else known.allow_within(form.needs)


def alternations(forms: Iterable[Form], *, whole: bool) -> list[Alternation]:
    """Alternations over all forms; those that a gate is likely to drop together stand together."""
    groups: list[list[Form]] = [[]]
    for form in sorted(forms, key=lambda form: rarity(rarest(form.needs))):
        if groups[-1] and sum(f.needs.states for f in groups[-1]) + form.needs.states > _STATES:
            groups.append([])
        groups[-1].append(form)
    return [Alternation(tuple(group), whole) for group in groups if group]


def occurring(forest: Iterable[Alternation], values: pl.DataFrame) -> Iterator[tuple[Form, pl.DataFrame]]:
    """For each form that occurs in one column (`value`, nothing null or empty): the rows in which it does."""
    if values.is_empty():
        return
    known = facts(values["value"])
    for alternation in forest:
        yield from alternation.occurring(values, known)


def _holding(values: pl.DataFrame, regex: str) -> pl.DataFrame:
    return values.filter(pl.col("value").str.contains(regex))
