"""Which lines of a log tell what its patterns hold, and are read by models where those cannot read all."""

from __future__ import annotations

import polars as pl

from piiscan.detection.logs.evidence import TemplateEvidence
from piiscan.detection.logs.verdicts import LINES

__all__ = ["worth_reading"]


def worth_reading(template: pl.Series, seen: TemplateEvidence, first: int, more: int) -> pl.Series:
    """Boolean per line: one of the `first`, or one of at most `more` that tell what their template holds.

    `seen` is the evidence of all lines before. A template is worth reading from its line LINES on, until twice LINES
    have been read: a text that does not repeat itself has no such line. Which lines are read follows from what stands
    before them, however the text is cut into batches.
    """
    known = seen.counts.select("template", before=pl.col("lines"), done=pl.col("read"))
    place, worth = pl.int_range(pl.len()), pl.col("worth")
    lines = (
        template.to_frame("template")
        .join(known, on="template", how="left", maintain_order="left")
        .with_columns(pl.col("before", "done").fill_null(0), first=place < first)
    )
    ordinal = pl.col("before") + pl.int_range(pl.len()).over("template")
    done = pl.col("done") + pl.col("first").sum().over("template")
    lines = lines.with_columns(
        worth=~pl.col("first") & (ordinal >= LINES) & pl.col("template").is_not_null(), done=done
    )
    lines = lines.with_columns(worth=worth & (pl.col("done") + worth.cum_sum().over("template") <= 2 * LINES))
    return lines.select(pl.col("first") | (worth & (worth.cum_sum() <= more))).to_series()
