"""Check 1: columns, types and row counts are as planned; kept columns are identical, masked ones what the plan makes.

Whatever needs no model, and no key that is not at hand, is masked once more and compared row by row. A masked
column must look as its operator says besides, so that an operator that does nothing is seen too. No cell that was
changed may be one that spreadsheet programs compute.
"""

from __future__ import annotations

import re
from collections import Counter

import polars as pl

from piiscan.model import formula
from piiscan.model.table import Table
from piiscan.model.text import as_text, type_name
from piiscan.model.verification import Check
from piiscan.verbs.mask import KEEP, TEXT, Masker
from piiscan.verbs.verify.declared import cuts, elements, rewritten


class Structure:
    """Compares the copy with what the masker would have written."""

    def __init__(self, masker: Masker) -> None:
        self._masker = masker
        self._rows = 0
        self._wrong: Counter[str] = Counter()
        self._types: dict[str, str] = {}

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        self._rows += len(source)
        for before, after in self._masker.cells(source, masked):
            self._wrong[f"{after.name} has cells that masking made formulas"] += len(formula.made(before, after))
        masked = self._masker.unquoted(source, masked)
        planned = [name for name in self._planned if name in masked.columns and name in source.columns]
        again = [name for name in planned if self._can_be_made_again(name)]
        expected = {series.name: series for series in self._masker.masked(source, again)}
        for name in planned:
            operator = self._masker.steps[name].operator
            if operator == TEXT:
                self._compare_texts(name, source, masked)
                continue
            self._compare(name, source[name] if operator == KEEP else expected.get(name), masked[name])
            self._compare_filled(name, source, masked)
            self._compare_form(name, masked[name])

    def check(self, copy: Table) -> Check:
        problems = [
            *self._columns(copy),
            *self._row_counts(copy),
            *(f"column {name}: its type should be {dtype}" for name, dtype in self._types.items()),
            *(f"column {what}: {n} rows" for what, n in self._wrong.items() if n),
        ]
        return Check("structure", self._masker.table.key, tuple(problems), {"rows": self._rows})

    @property
    def _planned(self) -> list[str]:
        operators = self._masker.operators
        names = [column.name for column in self._masker.table.columns]
        return [name for name in names if name in operators and operators[name].promises.column]

    def _can_be_made_again(self, name: str) -> bool:
        operator, key = self._masker.operators[name], self._masker.means.key
        made = self._masker.steps[name].operator not in (KEEP, TEXT) and operator.promises.deterministic
        return made and (key is not None or not operator.promises.needs_key)

    def _compare(self, name: str, expected: pl.Series | None, found: pl.Series) -> None:
        if expected is None:
            return
        if not _same_type(expected.dtype, found.dtype):
            self._types[name] = type_name(expected.dtype)
        elif self._masker.steps[name].operator == KEEP:
            self._wrong[f"{name} is kept, but differs"] += _differing(expected, found)
        else:
            self._wrong[f"{name} is not what the plan and the key make"] += _differing(expected, found)

    def _compare_texts(self, name: str, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        before, after = as_text(source.select(name))[name], as_text(masked.select(name))[name]
        if not _same_type(before.dtype, masked[name].dtype):
            self._types[name] = type_name(before.dtype)
            return
        changed = before.ne_missing(after)
        declared = cuts(self._masker.operators[name])
        rows = zip(before.filter(changed).to_list(), after.filter(changed).to_list(), strict=True)
        self._wrong[f"{name} has other changes than replaced spans"] += sum(
            not _all_rewritten(one, other, declared) for one, other in rows
        )

    def _compare_filled(self, name: str, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        """An operator that keeps values apart neither loses nor makes one."""
        if self._masker.operators[name].promises.unique:
            before, after = (_filled(frame, name) for frame in (source, masked))
            self._wrong[f"{name} has values lost or added"] += _differing(before, after)

    def _compare_form(self, name: str, found: pl.Series) -> None:
        if form := self._masker.operators[name].looks_like():
            values = elements(as_text(found.to_frame()).to_series())
            unlike = values.filter(values != "").str.contains(form).not_()
            self._wrong[f"{name} does not look like the output of its operator"] += int(unlike.sum())

    def _columns(self, copy: Table) -> list[str]:
        planned, found = self._planned, [column.name for column in copy.columns]
        missing = [f"column {name} is missing" for name in planned if name not in found]
        added = [f"column {name} is not planned" for name in found if name not in planned]
        moved = ["the columns are in another order"] if not missing + added and found != planned else []
        return missing + added + moved

    def _row_counts(self, copy: Table) -> list[str]:
        before, after = (sum(map(len, batches)) for batches in (self._masker.source(), copy.batches()))
        less = ", less those that are filtered," if self._masker.rows and self._masker.rows.filters else ""
        return [] if before == after else [f"the source has {before} rows{less or ','} the copy {after}"]


def _differing(expected: pl.Series, found: pl.Series) -> int:
    return int(expected.cast(found.dtype).ne_missing(found).sum())


def _same_type(expected: pl.DataType, found: pl.DataType) -> bool:
    """Lists of categories are written as text, as they can hold what no row holds any more."""
    categorical = isinstance(expected, pl.Enum | pl.Categorical) and found == pl.String
    nested = isinstance(expected, pl.List) and isinstance(found, pl.List)
    if nested:
        return _same_type(expected.inner, found.inner)  # type: ignore[attr-defined]
    return categorical or expected == found


def _filled(frame: pl.DataFrame, name: str) -> pl.Series:
    column = as_text(frame.select(name))[name]
    if isinstance(column.dtype, pl.List):
        return column.list.eval(pl.element().fill_null("") != "")
    return column.fill_null("") != ""


def _all_rewritten(source: object, copy: object, declared: re.Pattern[str]) -> bool:
    if isinstance(source, list) and isinstance(copy, list):
        return len(source) == len(copy) and all(map(rewritten, source, copy, [declared] * len(source)))
    return isinstance(source, str) and isinstance(copy, str) and rewritten(source, copy, declared)
