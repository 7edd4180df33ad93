"""Patterns inside of longer texts: digit-edged bodies in runs of digits, all others in the text itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from piiscan.detection.search.alternation import alternations, occurring
from piiscan.detection.search.forms import POINT, Form, within
from piiscan.detection.search.gates import Rare, kept, rows_holding
from piiscan.detection.search.runs import digit_runs
from piiscan.model.recognizer import Recognizer

_DATE, _CLOCK = "[0-9]{4}-[0-9]{2}-[0-9]{2}", r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
_SOLID = (
    r"^(?:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
    rf"|{_DATE}(?:[T ]{_CLOCK}(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?)$"
)
"""A UUID (RFC 9562), a date or a date with its time (ISO 8601): digits in it are its own, by chance like others."""

_LONGEST_SOLID = 36


class Inside:
    """Says which patterns of the recognizers occur in which texts; those that score less than `least` are left out
    unless they have a check.
    """

    def __init__(self, recognizers: Sequence[Recognizer], least: float = 0.0) -> None:
        self._texts = alternations(within(recognizers, least, digit=False))
        self._runs = alternations(within(recognizers, least, digit=True))

    def __call__(self, texts: pl.DataFrame, rare: Rare = rows_holding) -> Iterator[tuple[Form, pl.DataFrame]]:
        """For each form that occurs: the rows of `texts` (folded `value`, nothing null or empty) in which it does.

        Nothing is looked for in values that are a UUID or a date.

        For a digit-edged form `value` is the run that holds it, so that a row can come more than once.
        """
        if texts.is_empty():
            return
        open_ = kept(texts, ~_solid(texts["value"]))
        yield from occurring(self._texts, open_, rare)
        yield from occurring(self._runs, _pointed(digit_runs(open_)))


def _solid(values: pl.Series) -> pl.Series:
    short = (values.str.len_bytes() <= _LONGEST_SOLID).arg_true()
    solid = short.filter(values.gather(short).str.contains(_SOLID))
    return pl.repeat(False, len(values), eager=True).scatter(solid, True)


def _pointed(runs: pl.DataFrame) -> pl.DataFrame:
    """Every point in a run stands between digits."""
    return runs.with_columns(pl.col("value").str.replace_all(".", POINT, literal=True))
