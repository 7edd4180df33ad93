"""What is large in some way: tables of many rows or columns, many small files, long cells. Synthetic and seeded."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl

from tests.benchmarks import table

WIDE_ROWS, COLUMNS = 10_000, 2_000
FILES, ROWS_A_FILE = 100_000, 3
LARGE_ROWS = 18_000_000
"""10 GB of CSV."""

CELLS = 4
"""Long ones, in a table of two columns."""


def rows(folder: Path, suffix: str, count: int) -> Path:
    """The customer table."""
    return table.write(folder, count, (suffix,))[suffix]


def wide(folder: Path, suffix: str) -> Path:
    """The customer table without notes, a hundred times side by side with other people in it each time."""
    once = len(table.made(0, 1).columns) - 1
    blocks = (
        table.made(WIDE_ROWS * at, WIDE_ROWS).drop("notes").rename(partial(_numbered, at))
        for at in range(COLUMNS // once)
    )
    return _written(pl.concat(blocks, how="horizontal"), folder / f"wide.{suffix}")


def small(folder: Path, suffix: str = "") -> Path:
    """Files of three rows: CSV, JSON and notes in turn, a hundred in a folder, in folders of a hundred."""
    people = table.made(0, FILES * ROWS_A_FILE).select("name_zh", "mobile", "email", "balance", "notes")
    root = folder / "small"
    for number in range(FILES):
        place = root / f"{number // 10_000:02}" / f"{number // 100 % 100:02}"
        place.mkdir(parents=True, exist_ok=True)
        ending, content = _kinds[number % len(_kinds)]
        (place / f"{number:06}.{ending}").write_text(content(people.slice(number * ROWS_A_FILE, ROWS_A_FILE)))
    return root


def long(folder: Path, suffix: str, mebibytes: int) -> Path:
    """Cells of so many MiB, notes all of them; an e-mail address ends each."""
    people = table.made(0, CELLS)
    notes = "".join(table.made(0, 1000)["notes"].str.replace_all(r"[^ -~]", "-"))
    ends = pl.lit(" mail ") + pl.col("email")
    text = (notes * (1 + (mebibytes << 20) // len(notes)))[: mebibytes << 20]
    cells = pl.lit(text).str.head((mebibytes << 20) - ends.str.len_bytes()) + ends
    return _written(people.select("customer_id", notes=cells), folder / f"long-{mebibytes}.{suffix}")


def _numbered(number: int, name: str) -> str:
    return f"{name}_{number}"


def _written(frame: pl.DataFrame, path: Path) -> Path:
    if path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path, row_group_size=100_000)
    return path


def _json(people: pl.DataFrame) -> str:
    return json.dumps(people.to_dicts(), ensure_ascii=False)


def _text(people: pl.DataFrame) -> str:
    return "\n".join(people["notes"])


_kinds: tuple[tuple[str, Callable[[pl.DataFrame], str]], ...] = (
    ("csv", pl.DataFrame.write_csv),
    ("json", _json),
    ("txt", _text),
)
