"""`python -m tests.benchmarks.encodings`: how often the encoding of small tables is told rightly, or wrongly."""

from __future__ import annotations

from collections import Counter

from piiscan.sources.formats.encodings.judging import Unsure, judge
from piiscan.sources.formats.encodings.sampling import sample
from tests.sources.languages import pairs, table

ROWS = {1: 12, 2: 12, 5: 12, 10: 12, 20: 12, 100: 3, 1000: 3}
"""Rows of a table, and how many different tables of that size."""


def main() -> None:
    total: dict[int, Counter[str]] = {rows: Counter() for rows in ROWS}
    for language, encoding in pairs():
        line = f"{language:22}{encoding:12}"
        for rows, tables in ROWS.items():
            seen = Counter(_told(table(language, rows, seed).encode(encoding), encoding) for seed in range(tables))
            total[rows] += seen
            line += f"{rows:6}: {seen['right']:2} right {seen['unsure']:2} unsure {seen['wrong']:2} wrong"
        print(line)
    print({rows: dict(seen) for rows, seen in total.items()})


def _told(content: bytes, encoding: str) -> str:
    if content.isascii():
        return "ascii"
    try:
        found = judge(sample([content]))[0]
    except Unsure:
        return "unsure"
    return "right" if content.decode(found) == content.decode(encoding) else "wrong"


if __name__ == "__main__":
    main()
