"""Column names that are unique, made from header cells that need not be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def unique_names(first: Sequence[str], header: bool, width: int | None = None) -> tuple[str, ...]:
    """A name for each field: its header cell, numbered where that was taken (`name`, `name_2`).

    Without a header, and for empty cells, `column_1` and so on; `extra_1` for fields beyond the first row.
    """
    named = [cell if header and cell else f"column_{i}" for i, cell in enumerate(first, 1)]
    extra = [f"extra_{i}" for i in range(1, (width or len(first)) - len(first) + 1)]
    return tuple(_numbered([*named, *extra]))


def _numbered(names: Iterable[str]) -> Iterable[str]:
    names = list(names)
    taken: set[str] = set()
    for name in names:
        unique, number = name, 1
        while unique in taken or (number > 1 and unique in names):
            number += 1
            unique = f"{name}_{number}"
        taken.add(unique)
        yield unique
