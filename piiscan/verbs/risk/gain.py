"""What proposals gain: the crowds before and after columns are left out or said more coarsely."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from piiscan.model.review import Gain, Proposal
from piiscan.transforms import Context, build
from piiscan.verbs.risk.grouping import grouped, smallest

__all__ = ["Gains"]


@dataclass(frozen=True, slots=True)
class Gains:
    """`batches` reads the table as text, again for every question; `entities` of all its columns by name, of which
    `quasi` are quasi-identifiers. Any other that is said more coarsely becomes one, and counts among those after."""

    batches: Callable[[], Iterator[pl.DataFrame]]
    entities: Mapping[str, str | None]
    quasi: Collection[str]
    as_of: date

    def each(self, proposals: Mapping[str, Proposal]) -> tuple[dict[str, Gain], Gain | None]:
        """The gain of every proposal for a quasi-identifier by itself, and of all together; None without one."""
        changes = {n: p for n, p in proposals.items() if p.operator == "generalize" or n in self.quasi}
        if not changes or not self.quasi:
            return {}, None
        before = self._crowds({})
        alone = {n: _gain(before, self._crowds({n: p})) for n, p in changes.items() if n in self.quasi}
        return alone, _gain(before, self._crowds(changes))

    def _crowds(self, changes: Mapping[str, Proposal]) -> pl.Series:
        """Rows of each crowd."""
        coarser = {n: self._coarser(n, p) for n, p in changes.items() if p.operator == "generalize"}
        quasi = [*coarser, *(name for name in self.quasi if name not in changes)]
        if not quasi:
            return pl.Series([sum(map(len, self.batches()))], dtype=pl.UInt64)
        return grouped((batch.with_columns(**coarser) for batch in self.batches()), quasi).sizes

    def _coarser(self, name: str, proposal: Proposal) -> pl.Expr:
        entity = self.entities[name]
        context = Context(key=None, partner=None, entity=entity, domain=entity or "value", as_of=self.as_of)
        return build(proposal.operator, proposal.parameters).expression(pl.col(name), context)


def _gain(before: pl.Series, after: pl.Series) -> Gain:
    return Gain(smallest(before), smallest(after), int((before == 1).sum()), int((after == 1).sum()))
