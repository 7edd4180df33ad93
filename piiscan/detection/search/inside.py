"""Patterns inside of longer texts: digit-edged bodies in runs of digits, all others in the text itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from piiscan.detection.search.alternation import alternations, occurring
from piiscan.detection.search.forms import POINT, Form, within
from piiscan.detection.search.runs import digit_runs
from piiscan.model.recognizer import Recognizer


class Inside:
    """Says which patterns of the recognizers occur in which texts; those that score less than `least` are left out
    unless they have a check.
    """

    def __init__(self, recognizers: Sequence[Recognizer], least: float = 0.0) -> None:
        self._texts = alternations(within(recognizers, least, digit=False))
        self._runs = alternations(within(recognizers, least, digit=True))

    def __call__(self, texts: pl.DataFrame) -> Iterator[tuple[Form, pl.DataFrame]]:
        """For each form that occurs: the rows of `texts` (folded `value`, nothing null or empty) in which it does.

        For a digit-edged form `value` is the run that holds it, so that a row can come more than once.
        """
        yield from occurring(self._texts, texts)
        yield from occurring(self._runs, _pointed(digit_runs(texts)))


def _pointed(runs: pl.DataFrame) -> pl.DataFrame:
    """Every point in a run stands between digits."""
    return runs.with_columns(pl.col("value").str.replace_all(".", POINT, literal=True))
