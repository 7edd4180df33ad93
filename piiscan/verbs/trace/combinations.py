"""Rows known by few of their cells: keys of combinations, in whatever order the cells stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import polars as pl

from piiscan.verbs.trace.bloom import Keys
from piiscan.verbs.trace.chance import met_again
from piiscan.verbs.trace.pieces import canonical, keys_of

__all__ = ["FIELDS", "Grid", "chosen", "combined", "fields", "grid", "matching", "tries_of"]

Grid = npt.NDArray[np.uint64]
"""Rows by columns: the key of each cell, 0 where there is nothing to know it by."""

_CELLS, _COLUMNS, _TOGETHER = 4, 10, 4
"""Cells of a combination, columns that are looked at, and combinations that are kept, at most."""
_RARE = 0.05
"""A combination is kept where so few rows are met again."""

FIELDS = tuple(map(str, range(2 * _COLUMNS)))
"""Columns of lines of text."""
_FIELD = r"[^,;|\t，；、]+"


def grid(cells: pl.DataFrame, columns: Sequence[str], rows: int, subkey: str) -> Grid:
    """The keys of cells (`row`, `column`, `value`), row for row, in the order of the columns."""
    found = np.zeros((rows, len(columns)), np.uint64)
    numbers = {name: number for number, name in enumerate(columns)}
    known = cells.filter(pl.col("column").is_in(list(numbers)))
    known = known.with_columns(canonical(known["value"]), number=pl.col("column").replace_strict(numbers, default=0))
    known = known.drop_nulls("value")
    found[known["row"].to_numpy(), known["number"].to_numpy()] = keys_of(known["value"], subkey)
    return found


def combined(cells: Grid, places: Sequence[int]) -> Keys:
    """The keys of one combination, of the rows in which all its cells are filled.

    A sum: equal cells make an equal one whatever their order (MSet-Add-Hash; Clarke et al., ASIACRYPT 2003).
    """
    some = cells[:, places]
    return _mixed(some[(some != 0).all(axis=1)].sum(axis=1, dtype=np.uint64), len(places))


def fields(lines: pl.DataFrame) -> pl.DataFrame:
    """What stands between separators in lines (`row`, `value`), as cells of FIELDS."""
    parts = lines.select("row", pl.col("value").str.extract_all(_FIELD).list.head(len(FIELDS))).explode("value")
    return parts.with_columns(column=(pl.int_range(pl.len()).over("row")).cast(pl.String)).drop_nulls("value")


def chosen(sample: Grid, rows: int) -> list[tuple[int, ...]]:
    """The smallest combinations that tell a row, as far as a sample of so many `rows` shows; none holds another."""
    grown = max(1.0, rows / max(1, len(sample)))
    found: list[tuple[int, ...]] = []
    for places in _subsets(sample):
        if len(found) == _TOGETHER:
            break
        if not any(set(one) <= set(places) for one in found):
            keys = combined(sample, places)
            if len(keys) * 2 > len(sample) and met_again(keys) * grown <= _RARE:
                found.append(places)
    return found


def matching(cells: Grid) -> Iterator[tuple[npt.NDArray[np.intp], Keys]]:
    """For every combination of a file's cells: the rows that have it filled, and their keys."""
    for places in _subsets(cells):
        filled = (cells[:, places] != 0).all(axis=1)
        yield np.flatnonzero(filled), combined(cells, places)


def tries_of(cells: Grid) -> int:
    """How many combinations of each row are looked at."""
    return sum(1 for _ in _subsets(cells))


def _subsets(cells: Grid) -> Iterator[tuple[int, ...]]:
    """All combinations of the columns that tell most, the smallest first."""
    differing = [len(np.unique(column)) for column in cells.T]
    looked = sorted(sorted(range(len(differing)), key=lambda place: -differing[place])[:_COLUMNS])
    for size in range(1, min(len(looked), _CELLS) + 1):
        yield from combinations(looked, size)


def _mixed(sums: Keys, cells: int) -> Keys:
    """Sums of one number of cells, apart from those of another."""
    return sums * np.uint64(2 * cells + 1)
