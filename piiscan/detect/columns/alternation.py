"""A tree of alternations: which of many patterns occur in a column, without running each of them on it.

A node tests all its patterns at once (one pass of an automaton); its halves are asked only about the values
that passed. A column nothing matches costs one pass, a column of e-mail addresses about two for each level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from piiscan.detect.columns.forms import Form


@dataclass(frozen=True, slots=True)
class Alternation:
    """`regex` matches what any of the leaves below matches; a leaf has a form and no halves."""

    regex: str
    form: Form | None = None
    halves: tuple[Alternation, ...] = ()

    def leaves(self, values: pl.DataFrame) -> Iterator[tuple[Form, pl.DataFrame]]:
        """For each form that occurs: the rows of `values` (column `value`) in which it does."""
        matching = values.filter(pl.col("value").str.contains(self.regex))
        if matching.is_empty():
            return
        if self.form is not None:
            yield self.form, matching
        for half in self.halves:
            yield from half.leaves(matching)


def tree(forms: list[Form], *, anchored: bool) -> Alternation | None:
    """The tree over `forms`, in their order; None for none."""
    if not forms:
        return None
    leaves = [Alternation(f"^(?:{f.regex})$" if anchored else f.regex, form=f) for f in forms]
    return _join(leaves)


def _join(nodes: list[Alternation]) -> Alternation:
    if len(nodes) == 1:
        return nodes[0]
    middle = len(nodes) // 2
    halves = (_join(nodes[:middle]), _join(nodes[middle:]))
    return Alternation("|".join(half.regex for half in halves), halves=halves)
