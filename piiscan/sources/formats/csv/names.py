"""Column names that are unique, made from header cells that need not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence


def unique_names(header: Sequence[str], usual: int, width: int) -> tuple[str, ...]:
    """A name for each of `width` fields: its header cell, numbered where that was taken (`name`, `name_2`).

    `column_1` and so on for empty cells and where there is no header, as most rows have `usual` fields;
    `extra_1` for fields beyond.
    """
    named = [cell or f"column_{i}" for i, cell in enumerate(header or [""] * usual, 1)]
    extra = [f"extra_{i}" for i in range(1, width - len(named) + 1)]
    return tuple(_numbered([*named, *extra]))


def _numbered(names: Sequence[str]) -> Iterator[str]:
    reserved, numbers = set(names), Counter[str]()
    for name in names:
        numbers[name] += 1
        unique = name
        while numbers[name] > 1 and (unique := f"{name}_{numbers[name]}") in reserved:
            numbers[name] += 1
        yield unique
