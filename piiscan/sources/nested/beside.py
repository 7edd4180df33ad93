"""Two streams of batches of the same rows, in step."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from piiscan.errors import OutputFailed


def beside(
    source: Iterator[pl.DataFrame], masked: Iterator[pl.DataFrame]
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Each masked frame with its rows of the source. Raises OutputFailed where one has more rows than the other."""
    rest = next(source)
    for frame in masked:
        while rest.height < frame.height:
            more = next(source, None)
            if more is None:
                raise OutputFailed("more rows came back than the source has")
            rest = pl.concat([rest, more])
        yield rest.head(frame.height), frame
        rest = rest.slice(frame.height)
    if rest.height or any(frame.height for frame in source):
        raise OutputFailed("fewer rows came back than the source has")
