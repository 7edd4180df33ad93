"""Check 1: columns, types and row counts are as planned; kept columns are identical; masked ones look masked."""

from __future__ import annotations

from collections import Counter

import polars as pl

from piiscan.model.table import Table
from piiscan.model.verification import Check
from piiscan.verbs.mask import KEEP, Masker


class Structure:
    """Compares the copy with what the masker would have written."""

    def __init__(self, masker: Masker) -> None:
        self._masker = masker
        self._rows = 0
        self._differing: Counter[str] = Counter()
        self._unlike: Counter[str] = Counter()

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        self._rows += len(source)
        for name in masked.columns:
            step = self._masker.steps.get(name)
            if step is None or name not in source.columns:
                continue
            if step.operator == KEEP:
                self._differing[name] += int((~source[name].eq_missing(masked[name])).sum())
            elif form := self._masker.operators[name].looks_like():
                values = masked[name].explode() if isinstance(masked[name].dtype, pl.List) else masked[name]
                filled = values.cast(pl.String).drop_nulls().filter(values.drop_nulls().cast(pl.String) != "")
                self._unlike[name] += int((~filled.str.contains(form)).sum())

    def check(self, copy: Table) -> Check:
        problems = [
            *self._columns(copy),
            *self._row_counts(copy),
            *(f"column {c} is kept, but {n} rows differ" for c, n in self._differing.items() if n),
            *(f"column {c}: {n} values do not look like the operator's output" for c, n in self._unlike.items() if n),
        ]
        return Check("structure", self._masker.table.key, tuple(problems), {"rows": self._rows})

    def _columns(self, copy: Table) -> list[str]:
        planned = [n for n, o in self._masker.operators.items() if o.promises.column]
        found = [column.name for column in copy.columns]
        missing = [f"column {name} is missing" for name in planned if name not in found]
        return missing + [f"column {name} is not planned" for name in found if name not in planned]

    def _row_counts(self, copy: Table) -> list[str]:
        before, after = (sum(map(len, table.batches())) for table in (self._masker.table, copy))
        return [] if before == after else [f"the source has {before} rows, the copy {after}"]
