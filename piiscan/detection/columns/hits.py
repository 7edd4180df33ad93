"""What the packs find in one column of one batch: whole cells first, then inside longer texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from piiscan.detection.cells import valid
from piiscan.detection.columns.minors import by_number, counted, written
from piiscan.detection.search.alternation import alternations, occurring
from piiscan.detection.search.forms import Form, whole
from piiscan.detection.search.gates import Numbered, Rare, kept
from piiscan.detection.search.inside import Inside
from piiscan.detection.search.runs import spans
from piiscan.model.evidence import Hits, Minors
from piiscan.model.recognizer import Recognizer

SPEAKS_ALONE = 0.4
"""Patterns that score less in text need a word of context there; counting leaves those to the text engine."""

_LONGEST_CELL = 400
"""Bytes of a cell that may be one entity as a whole; longer ones are texts (tokens and keys are found inside)."""


class HitCounter:
    """Counts, for recognizers that rest on rows, in frames of `value` (trimmed, not blank) and `rows`."""

    def __init__(self, recognizers: tuple[Recognizer, ...], as_of: date) -> None:
        by_rows = tuple(r for r in recognizers if r.sees == "rows")
        self._by_id = {r.id: r for r in by_rows}
        self._as_of = as_of
        self._cells = alternations(whole(by_rows))
        self._search = Inside(by_rows, SPEAKS_ALONE)

    def __call__(self, values: pl.DataFrame) -> tuple[Mapping[str, Hits], Minors]:
        """Hits by recognizer id, and rows about minors."""
        numbered = values.with_row_index("at")
        rare = Numbered(numbered).rows_holding
        cells = self._whole(numbered.filter(pl.col("value").str.len_bytes() <= _LONGEST_CELL), rare)
        rest = np.ones(len(values), np.bool_)
        found: dict[str, Hits] = {}
        young: list[pl.DataFrame] = []
        for name, matching in cells.items():
            rest[matching["at"].to_numpy()] = False
            proven = matching.filter(valid(self._by_id[name], matching["value"]))
            found[name] = Hits(_rows(matching), 0, _rows(proven))
            young.append(by_number(proven, self._by_id[name], self._as_of))
        for name, matching in self._inside(kept(numbered, pl.Series(rest)), rare).items():
            found[name] = found.get(name, Hits()) + Hits(inside=_rows(matching))
        return found, counted(pl.concat(young).unique("at"), written(self._as_of)) if young else Minors()

    def _whole(self, values: pl.DataFrame, rare: Rare) -> Mapping[str, pl.DataFrame]:
        found = defaultdict(list)
        for form, matching in occurring(self._cells, values, rare):
            found[form.recognizer.id].append(matching)
        return {name: _united(parts) for name, parts in found.items()}

    def _inside(self, texts: pl.DataFrame, rare: Rare) -> Mapping[str, pl.DataFrame]:
        found = defaultdict(list)
        for form, matching in self._search(texts, rare):
            found[form.recognizer.id].append(_proven(form, matching).unique("at"))
        return {name: _united(some) for name, parts in found.items() if (some := [p for p in parts if len(p)])}


def _united(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The rows of all parts, each once."""
    seen = np.zeros(1 + max(int(part["at"].max()) for part in parts), np.bool_)  # type: ignore[arg-type]
    fresh = []
    for part in parts:
        at = part["at"].to_numpy()
        fresh.append(part if not seen[at].any() else part.filter(~seen[at]))
        seen[at] = True
    return pl.concat(fresh)


def _rows(values: pl.DataFrame) -> int:
    return int(values["rows"].sum())


def _proven(form: Form, values: pl.DataFrame) -> pl.DataFrame:
    """Inside a text a number with a check counts only where the check holds: its form alone proves little there."""
    if form.recognizer.check is None:
        return values
    found = spans(values, form.regex)
    return found.filter(valid(form.recognizer, found["value"]))
