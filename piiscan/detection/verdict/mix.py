"""A column that mixes identifiers, such as the numbers of resident cards and of passports: which, and how many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from piiscan.detection.families import FAMILIES
from piiscan.detection.verdict import weights
from piiscan.detection.verdict.reasons import Candidate
from piiscan.detection.verdict.view import ColumnView

_SHARE = 0.05
"""Least share of the rows: fewer are typing errors and accidents."""

_NAMED = weights.HEADER_FULL / 2
"""Weight of a header from which it names what may be in the column."""

_OPEN = 0.5
"""Chance of a pattern that fits anything."""


def mixture(view: ColumnView, ranked: Sequence[Candidate]) -> Mapping[str, int]:
    """Entity -> about how many rows hold it, most first; empty for a column of one kind.

    A value that fits several counts for the best ranked, and for a family, or what any word fits (`client_name`),
    only if it fits nothing else. Counts are those of the sample, scaled to the column.
    """
    possible = sorted((c for c in ranked if _may_be_in(c)), key=_takes_the_rest)
    likely = {c.recognizer.id: c.recognizer for c in possible}
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


def _may_be_in(found: Candidate) -> bool:
    """Likely of the column, or named by its header where values can tell: they may be the fewer (`客户名称`)."""
    told_by_value = bool(found.recognizer.patterns or found.recognizer.lexicon)
    named = found.recognizer.sees != "header" and found.header > _NAMED
    return told_by_value and (found.log_odds > 0 or named)


def _takes_the_rest(found: Candidate) -> bool:
    """Families, and what fits anything."""
    return is_open(found) or found.recognizer.entity in FAMILIES


def is_open(found: Candidate) -> bool:
    """Whether its pattern fits nearly anything, so that the header alone has said it."""
    return found.recognizer.sees == "header" and found.recognizer.chance >= _OPEN
