"""A CSV file, cell by cell: how tools that take one text are asked about a table."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

Found = dict[str, Counter[str]]
"""Column -> how many of its cells hold which kind."""


def scanned(kinds: Callable[[str], Iterable[str]]) -> Callable[[str], Found]:
    def scan(path: str) -> Found:
        heads, rows = _read(path)
        columns = zip(*rows, strict=True)
        return {head: Counter(_each(kinds, column)) for head, column in zip(heads, columns, strict=True)}

    return scan


def masked(mask: Callable[[str], str]) -> Callable[[str], Found]:
    def write(path: str) -> Found:
        heads, rows = _read(path)
        with open(f"{path}.masked", "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(heads)
            writer.writerows([mask(cell) for cell in row] for row in rows)
        return {}

    return write


def _read(path: str) -> tuple[list[str], list[list[str]]]:
    with open(path, newline="", encoding="utf-8") as file:
        heads, *rows = csv.reader(file)
    return heads, rows


def _each(kinds: Callable[[str], Iterable[str]], column: Iterable[str]) -> Iterator[str]:
    for cell in column:
        yield from set(kinds(cell))
