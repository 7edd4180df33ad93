"""Alternations: which of many patterns occur in a column, without running each of them on it.

Four patterns are tested in one pass, and four such passes in one before them; the parts are asked only about
values that passed. More than sixteen in one automaton cost more than they save (measured: sixteen patterns one by one
take six times as long as together, but sixty together take ten times as long as four times sixteen).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import polars as pl

from piiscan.detect.columns.forms import Form

_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Alternation:
    """`regex` matches what any of the leaves below matches; a leaf has a form and no parts."""

    regex: str
    form: Form | None = None
    parts: tuple[Alternation, ...] = ()

    def leaves(self, values: pl.DataFrame) -> Iterator[tuple[Form, pl.DataFrame]]:
        """For each form that occurs: the rows of `values` (column `value`) in which it does."""
        matching = values.filter(pl.col("value").str.contains(self.regex))
        if matching.is_empty():
            return
        if self.form is not None:
            yield self.form, matching
        for part in self.parts:
            yield from part.leaves(matching)


def alternations(forms: Sequence[Form], *, anchored: bool) -> list[Alternation]:
    """Alternations over all forms, in their order, sixteen leaves to each."""
    leaves = [Alternation(f"^(?:{f.regex})$" if anchored else f.regex, form=f) for f in forms]
    return _joined(_joined(leaves))


def _joined(nodes: Sequence[Alternation]) -> list[Alternation]:
    groups = [tuple(nodes[at : at + _TOGETHER]) for at in range(0, len(nodes), _TOGETHER)]
    return [g[0] if len(g) == 1 else Alternation("|".join(n.regex for n in g), parts=g) for g in groups]
