"""Fixed width: columns at fixed places, counted in characters or in bytes, which the caller must name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polars as pl

from tests.matrix.formats import Row

_ROOM = 40
"""Places of a column, enough for any token; some columns have more."""


def widths_of(path: Path) -> Path:
    """Where the list of columns of a file lies: outside of the folder that is scanned."""
    return path.parent.parent / "widths.json"


def _write(
    people: pl.DataFrame, path: Path, encoding: str = "utf-8", unit: str = "bytes", end: str = "\n"
) -> pl.DataFrame:
    size = partial(_size, encoding=encoding if unit == "bytes" else "utf-32-le", part=1 if unit == "bytes" else 4)
    frame = people.with_columns(pl.all().fill_null("").str.strip_chars(" "))
    widths = {name: max(_ROOM * size(" "), *(3 * size(cell) for cell in frame[name])) for name in frame.columns}
    columns = [{"name": name, "width": width} for name, width in widths.items()]
    widths_of(path).write_text(json.dumps({"unit": unit, "columns": columns}))
    lines = (
        "".join(cell + " " * ((widths[name] - size(cell)) // size(" ")) for name, cell in row.items())
        for row in frame.iter_rows(named=True)
    )
    path.write_bytes(b"".join(f"{line}{end}".encode(encoding) for line in lines))
    return frame


def _size(text: str, encoding: str, part: int) -> int:
    return len(text.encode(encoding)) // part


ROWS: Mapping[str, Row] = {
    "dat, fixed width": _write,
    "dat, fixed width, in characters, CRLF": partial(_write, unit="characters", end="\r\n"),
    "dat, fixed width, gb18030": partial(_write, encoding="gb18030"),
    "dat, fixed width, utf-16-le": partial(_write, encoding="utf-16-le"),
    "dat, fixed width, utf-16-be, in characters": partial(_write, encoding="utf-16-be", unit="characters"),
}
