"""What a plan does beside mapping rows, said once a copy is written: rows left out, and operators on the whole set."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from piiscan.pipeline.notice import Notice
from piiscan.verbs.mask import Masker


def with_rows_told(masker: Masker, frames: Iterator[pl.DataFrame], notice: Notice) -> Iterator[pl.DataFrame]:
    """The frames; after the last one, a line for each filter and for each operator on the whole set."""
    yield from frames
    if masker.rows is None:
        return
    for what, count in masker.rows.removed.items():
        notice(f"{masker.table.source}: {what} (row filter): {count:,} rows left out")
    for what in masker.rows.whole_set:
        notice(f"{masker.table.source}: {what} (whole set)")
