"""A column that mixes identifiers, such as the numbers of resident cards and of passports: which, and how many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from piiscan.detection.verdict.reasons import Candidate
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.recognizer import Recognizer

_SHARE = 0.05
"""Least share of the rows: fewer are typing errors and accidents."""


def mixture(view: ColumnView, ranked: Sequence[Candidate]) -> Mapping[str, int]:
    """Entity -> about how many rows hold it, most first; empty for a column of one kind.

    A value that fits several counts for the best ranked. Counts are those of the sample, scaled to the column.
    """
    likely = {c.recognizer.id: c.recognizer for c in ranked if c.log_odds > 0 and _told_by_value(c.recognizer)}
    fits = view.fits(likely.values())
    if fits.width < 2:
        return {}
    first = pl.coalesce(pl.when(name).then(pl.lit(likely[name].entity)) for name in likely if name in fits.columns)
    rows, of = view.sampled["rows"], view.evidence.sketch.sample["rows"].sum()
    counted = fits.select(entity=first, share=rows / of).drop_nulls().group_by("entity").agg(pl.sum("share"))
    shares = counted.filter(pl.col("share") >= _SHARE).sort("share", "entity", descending=[True, False])
    if len(shares) < 2:
        return {}
    return {entity: round(share * view.evidence.filled) for entity, share in shares.iter_rows()}


def _told_by_value(recognizer: Recognizer) -> bool:
    return bool(recognizer.patterns or recognizer.lexicon)
