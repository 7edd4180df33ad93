"""What if: one quasi-identifier left out, or said more coarsely, and the crowds that would come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import log

import polars as pl

from piiscan.model.risk import Alternative
from piiscan.transforms import Context, build
from piiscan.transforms.generalize import default_generalization
from piiscan.verbs.risk.grouping import grouped, smallest

__all__ = ["WhatIf"]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`batches` reads the table as text, again for every question; `entities` of its quasi-identifiers by name."""

    batches: Callable[[], Iterator[pl.DataFrame]]
    entities: Mapping[str, str | None]
    as_of: date

    def alternatives(self) -> Iterator[Alternative]:
        """For each quasi-identifier: dropped, and as its entity is generalised by default."""
        for name, entity in self.entities.items():
            before = self._information(self.batches, name)
            yield self._dropped(name)
            if parameters := default_generalization(entity or ""):
                yield self._coarser(name, entity, parameters, before)

    def _dropped(self, name: str) -> Alternative:
        others = [other for other in self.entities if other != name]
        sizes = grouped(self.batches(), others).sizes if others else pl.Series(dtype=pl.UInt64)
        return Alternative(name, "dropped", smallest(sizes), int((sizes == 1).sum()), 1.0)

    def _coarser(self, name: str, entity: str | None, parameters: Mapping[str, object], before: float) -> Alternative:
        context = Context(key=None, partner=None, entity=entity, domain=entity or "value", as_of=self.as_of)
        coarser = build("generalize", parameters).expression(pl.col(name), context)

        def batches() -> Iterator[pl.DataFrame]:
            return (batch.with_columns(coarser.alias(name)) for batch in self.batches())

        sizes = grouped(batches(), list(self.entities)).sizes
        loss = 1 - self._information(batches, name) / before if before else 0.0
        return Alternative(name, str(parameters["to"]), smallest(sizes), int((sizes == 1).sum()), max(0.0, loss))

    def _information(self, batches: Callable[[], Iterator[pl.DataFrame]], name: str) -> float:
        """Entropy, in nats."""
        rows = grouped((batch.select(name) for batch in batches()), [name]).sizes
        total = int(rows.sum())
        return log(total) - float((rows * rows.log()).sum()) / total if total else 0.0
