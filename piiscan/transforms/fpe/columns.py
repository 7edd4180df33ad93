"""Texts of a column as matrices of numerals, all of one length at a time, and matrices as texts again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

__all__ = ["by_length", "numerals", "symbols_of", "texts"]

Octets = NDArray[np.uint8]


def by_length(values: pl.Series) -> Iterator[tuple[NDArray[np.int64], Octets]]:
    """Rows of one length and their bytes, a row a text (ASCII); null is left out."""
    lengths = values.str.len_bytes().fill_null(0).to_numpy()
    for length in np.unique(lengths[lengths > 0]):
        rows = np.flatnonzero(lengths == length)
        octets = values.gather(rows).str.join("").item().encode("ascii")
        yield rows, np.frombuffer(octets, np.uint8).reshape(-1, length)


def numerals(octets: Octets, symbols: str) -> Octets:
    """Each symbol's place among `symbols`, all of which are known to be."""
    table = np.zeros(256, np.uint8)
    table[list(symbols.encode("ascii"))] = np.arange(len(symbols))
    return table[octets]


def symbols_of(numerals: Octets, symbols: str) -> Octets:
    """The bytes of the symbols in these places."""
    return np.frombuffer(symbols.encode("ascii"), np.uint8)[numerals]


def texts(octets: Octets) -> pl.Series:
    """The rows as texts (ASCII, no line breaks)."""
    lines = np.pad(octets, ((0, 0), (0, 1)), constant_values=ord("\n")).tobytes()[:-1]
    return pl.Series([lines.decode("ascii")]).str.split("\n").explode()
