"""Alternations: which of many patterns occur in a column, without running each of them on it.

Patterns are asked sixteen at a time, and one by one only about values that passed. Before that, gates drop the
patterns that cannot match in this column. Sixty in one automaton would overflow its cache (measured: ten times
slower than four times sixteen), and some patterns are large enough to do so with any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import polars as pl

from piiscan.detection.search.forms import Form
from piiscan.detection.search.gates import COMMON, Facts, Rare, facts, kept, rarity, rows_holding

_TOGETHER, _LARGE = 16, 500
"""Patterns of one automaton, and the states from which a pattern shares one with its own recognizer's only."""

_FEW = 2
"""Patterns up to which asking each is cheaper than asking for all of them first."""


@dataclass(frozen=True, slots=True)
class Alternation:
    """Forms that are searched together; what they need is of one rarity (see `gates.rarity`)."""

    rarity: int
    forms: tuple[Form, ...]

    def occurring(self, values: pl.DataFrame, known: Facts) -> Iterator[tuple[Form, pl.DataFrame]]:
        """For each form that occurs: the rows of `values` (column `value`) in which it does."""
        asked = [form for form in self.forms if known.allow(form)]
        if asked and known.longest > (most := max(form.most for form in asked)):
            values = values.filter(pl.col("value").str.len_bytes() <= most)
        if values.is_empty():
            return
        if len(asked) > _FEW:
            values = kept(values, values["value"].str.contains("|".join(form.regex for form in self.forms)))
        left: dict[str, pl.DataFrame] = {}
        for form in asked:
            some = left.get(form.recognizer.id, values)
            if some.is_empty():
                continue
            held = some["value"].str.contains(form.regex)
            if held.any():
                yield form, kept(some, held)
            if form.whole:  # the recognizer's other forms have nothing to add
                left[form.recognizer.id] = some.filter(~held)


def alternations(forms: Iterable[Form]) -> list[Alternation]:
    """Alternations over all forms; those that a gate is likely to drop together stand together."""
    alike = groupby(sorted(forms, key=_likeness), key=_likeness)
    return [Alternation(needed, group) for (needed, large), some in alike for group in _groups(some, large)]


def occurring(
    forest: Sequence[Alternation], values: pl.DataFrame, rare: Rare = rows_holding
) -> Iterator[tuple[Form, pl.DataFrame]]:
    """For each form that occurs in one column (`value`, nothing null or empty): the rows in which it does."""
    if values.is_empty():
        return
    known = facts(values["value"])
    for needed, some in groupby(forest, key=lambda alternation: alternation.rarity):
        asked = [a for a in some if any(map(known.allow, a.forms))]
        held = rare(values, needed) if asked and needed < COMMON and not known.tell(needed) else values
        for alternation in asked:
            yield from alternation.occurring(held, known)


def _likeness(form: Form) -> tuple[int, bool]:
    return rarity(form.needs), form.needs.states > _LARGE


def _groups(forms: Iterable[Form], large: bool) -> Iterator[tuple[Form, ...]]:
    if large:
        yield from (tuple(some) for _, some in groupby(forms, key=lambda form: form.recognizer.id))
    else:
        yield from _batched(sorted(forms, key=lambda form: form.most), _TOGETHER)


def _batched(forms: Sequence[Form], many: int) -> Iterator[tuple[Form, ...]]:
    return (tuple(forms[at : at + many]) for at in range(0, len(forms), many))
