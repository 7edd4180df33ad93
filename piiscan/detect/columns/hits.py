"""What the packs find in one batch of one column: whole cells first, then inside longer texts."""

from __future__ import annotations

from datetime import date

import polars as pl

from piiscan.detect.cells import valid
from piiscan.detect.columns.alternation import Alternation, tree
from piiscan.detect.columns.forms import Form, runs, whole, within
from piiscan.detect.columns.minors import minors
from piiscan.model.evidence import Hits
from piiscan.model.recognizer import Recognizer


class HitCounter:
    """Counts, per recognizer that rests on rows, in frames of `value` (trimmed, not blank) and `rows`."""

    def __init__(self, recognizers: tuple[Recognizer, ...], as_of: date) -> None:
        self._as_of = as_of
        by_rows = tuple(r for r in recognizers if r.sees == "rows")
        self._cells = tree(whole(by_rows), anchored=True)
        self._texts = tree(within(by_rows, digit=False), anchored=False)
        self._runs = tree(within(by_rows, digit=True), anchored=False)

    def __call__(self, values: pl.DataFrame) -> tuple[dict[str, Hits], int]:
        """Hits by recognizer, and rows about minors."""
        numbered = values.with_row_index("at")
        hits: dict[str, Hits] = {}
        taken: list[pl.Series] = []
        young = 0
        for form, matching in _leaves(self._cells, numbered):
            taken.append(matching["at"])
            passed = matching.filter(valid(form.recognizer, matching["value"]))
            hits[form.recognizer.id] = Hits(_rows(matching), 0, _rows(passed))
            young += minors(matching, form.recognizer, self._as_of)
        rest = numbered.filter(~pl.col("at").is_in(pl.concat(taken).implode())) if taken else numbered
        for name, inside in self._inside(rest).items():
            hits[name] = hits.get(name, Hits()) + Hits(inside=inside)
        return hits, young

    def _inside(self, texts: pl.DataFrame) -> dict[str, int]:
        found = {form.recognizer.id: [matching] for form, matching in _leaves(self._texts, texts)}
        for form, matching in _leaves(self._runs, _digit_runs(texts)):
            found.setdefault(form.recognizer.id, []).append(_valid_runs(form, matching))
        return {name: _rows(pl.concat(parts).unique("at")) for name, parts in found.items() if len(parts[0])}


def _leaves(root: Alternation | None, values: pl.DataFrame) -> list[tuple[Form, pl.DataFrame]]:
    return [] if root is None else list(root.leaves(values))


def _digit_runs(texts: pl.DataFrame) -> pl.DataFrame:
    return texts.with_columns(value=runs(pl.col("value"))).explode("value").drop_nulls("value")


def _rows(values: pl.DataFrame) -> int:
    return int(values["rows"].sum())


def _valid_runs(form: Form, values: pl.DataFrame) -> pl.DataFrame:
    """Inside a text a number with a check counts only where the check holds: digits alone prove little there."""
    if form.recognizer.check is None:
        return values
    spans = values.with_columns(value=pl.col("value").str.extract_all(form.regex)).explode("value")
    return spans.filter(valid(form.recognizer, spans["value"]))
