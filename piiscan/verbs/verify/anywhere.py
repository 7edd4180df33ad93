"""Check 3: no strong identifier of the source stands anywhere in the copy, in whatever row, cell or text.

Cells that look as their operator says hold none: a token has no room for one.
"""

from __future__ import annotations

from collections import Counter

import polars as pl

from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.model.verification import Check
from piiscan.verbs.mask import KEEP, Masker
from piiscan.verbs.verify.declared import elements, undeclared, written
from piiscan.verbs.verify.known import Known


class Anywhere:
    """Remembers the strong identifiers of the source, then looks for them in the copy."""

    def __init__(self, masker: Masker) -> None:
        self._masker = masker
        self._known = Known(masker.means.recognizers)
        self._entities = {
            name: step.entity
            for name, step in masker.steps.items()
            if step.operator != KEEP and step.entity and self._known.strong(step.entity)
        }

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        texts = as_text(source.select(self._entities.keys()))
        for name, entity in self._entities.items():
            self._known.remember(entity, elements(texts[name]))

    def check(self, copy: Table) -> Check:
        if self._masker.rows:  # people whose rows were left out, too
            for batch in self._masker.table.batches():
                self.see(batch, batch)
        found: Counter[str] = Counter()
        for batch in copy.batches():
            texts = as_text(batch)
            searched = written(self._masker, texts) | undeclared(self._masker, texts)
            for name, column in searched.items():
                for entity, n in self._known.standing_in(column.drop_nulls().rename("value")).items():
                    found[f"{entity} in column {name}"] += n
        problems = [f"{n} values of {what} stand in the source too" for what, n in found.items() if n]
        return Check("anywhere", self._masker.table.key, tuple(problems), {"identifiers": len(self._known)})
