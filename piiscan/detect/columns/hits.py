"""What the packs find in one batch: whole cells first, then inside longer texts, all columns in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from piiscan.detect.cells import valid
from piiscan.detect.columns.alternation import Alternation, alternations
from piiscan.detect.columns.forms import Form, runs, whole, within
from piiscan.detect.columns.minors import minors
from piiscan.model.evidence import Hits
from piiscan.model.recognizer import Recognizer

Found = dict[str, dict[str, Hits]]
"""Column -> recognizer id -> hits."""


_LONGEST_CELL = 400
"""Bytes of a cell that may be one entity as a whole; longer ones are texts (tokens and keys are found inside)."""


class HitCounter:
    """Counts, for recognizers that rest on rows, in frames of `column`, `value` (trimmed, not blank) and `rows`."""

    def __init__(self, recognizers: tuple[Recognizer, ...], as_of: date) -> None:
        by_rows = tuple(r for r in recognizers if r.sees == "rows")
        self._as_of = as_of
        self._cells = alternations(whole(by_rows), anchored=True)
        self._texts = alternations(within(by_rows, digit=False), anchored=False)
        self._runs = alternations(within(by_rows, digit=True), anchored=False)

    def __call__(self, values: pl.DataFrame) -> tuple[Found, Mapping[str, int]]:
        """Hits, and rows about minors by column."""
        numbered = values.with_row_index("at")
        found: Found = defaultdict(dict)
        young: dict[str, int] = defaultdict(int)
        taken = [pl.Series("at", [], pl.UInt32)]
        for form, matching in _leaves(self._cells, numbered.filter(pl.col("value").str.len_bytes() <= _LONGEST_CELL)):
            taken.append(matching["at"])
            passed = _rows(matching.filter(valid(form.recognizer, matching["value"])))
            for column, rows in _rows(matching).items():
                found[column][form.recognizer.id] = Hits(rows, 0, passed.get(column, 0))
            for column, rows in _rows(minors(matching, form.recognizer, self._as_of)).items():
                young[column] += rows
        rest = numbered.filter(~pl.col("at").is_in(pl.concat(taken).implode()))
        self._add_inside(found, rest)
        return found, young

    def _add_inside(self, found: Found, texts: pl.DataFrame) -> None:
        inside: defaultdict[str, list[pl.DataFrame]] = defaultdict(list)
        for form, matching in _leaves(self._texts, texts):
            inside[form.recognizer.id].append(_proven(form, matching))
        for form, matching in _leaves(self._runs, _digit_runs(texts)):
            inside[form.recognizer.id].append(_proven(form, matching))
        for name, parts in inside.items():
            for column, rows in _rows(pl.concat(parts).unique("at")).items():
                found[column][name] = found[column].get(name, Hits()) + Hits(inside=rows)


def _leaves(forest: list[Alternation], values: pl.DataFrame) -> Iterator[tuple[Form, pl.DataFrame]]:
    for alternation in forest:
        yield from alternation.leaves(values)


def _digit_runs(texts: pl.DataFrame) -> pl.DataFrame:
    return texts.with_columns(value=runs(pl.col("value"))).explode("value").drop_nulls("value")


def _rows(values: pl.DataFrame) -> dict[str, int]:
    return dict(values.group_by("column").agg(pl.col("rows").sum()).iter_rows())


def _proven(form: Form, values: pl.DataFrame) -> pl.DataFrame:
    """Inside a text a number with a check counts only where the check holds: its form alone proves little there."""
    if form.recognizer.check is None:
        return values
    spans = values.with_columns(value=pl.col("value").str.extract_all(form.regex)).explode("value")
    return spans.filter(valid(form.recognizer, spans["value"]))
