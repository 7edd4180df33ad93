"""Batches of Arrow data, as ADBC drivers and DuckDB give them, as Polars frames."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.frame import ROWS


def frames(reader: Any) -> Iterator[pl.DataFrame]:
    """The frames of a RecordBatchReader, of ROWS rows at most. Raises what pyarrow raises for texts not in UTF-8."""
    for batch in reader:
        batch.validate(full=True)  # Polars takes texts as they are
        frame = pl.from_arrow(batch)
        assert isinstance(frame, pl.DataFrame)
        yield from frame.iter_slices(ROWS)


def require(module: str, extra: str, source: str) -> None:
    """Raise SourceUnreadable where the driver of an extra is not installed."""
    if find_spec(module) is None:
        raise SourceUnreadable(
            source, f"its driver is not installed: install piiscan's {extra} extra (piiscan-data[{extra}])"
        )
