"""Delimited text: every delimiter, every encoding."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polars as pl

from tests.matrix.formats import Row
from tests.matrix.scripts import in_script

DELIMITERS = {"semicolon": ";", "tab": "\t", "bar": "|"}
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk")
"""Encodings that hold all that the people are written with."""
LOCAL = ("big5hkscs", "cp932", "euc_jp", "euc_kr", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254")


def _write(people: pl.DataFrame, path: Path, separator: str = ",", encoding: str = "utf-8", end: str = "\n") -> None:
    path.write_bytes(people.write_csv(separator=separator, line_terminator=end).encode(encoding))


def _write_locally(people: pl.DataFrame, path: Path, encoding: str) -> pl.DataFrame:
    _write(local := in_script(people, encoding), path, encoding=encoding)
    return local


ROWS: Mapping[str, Row] = {
    "csv": _write,
    "csv, CRLF": partial(_write, end="\r\n"),
    **{f"csv, {name}": partial(_write, separator=mark) for name, mark in DELIMITERS.items()},
    **{f"csv, {name}": partial(_write, encoding=name) for name in ENCODINGS},
    **{f"csv, {name}": partial(_write_locally, encoding=name) for name in LOCAL},
    "csv, semicolon, CRLF, gb18030": partial(_write, separator=";", end="\r\n", encoding="gb18030"),
    "csv, tab, CRLF, utf-16": partial(_write, separator="\t", end="\r\n", encoding="utf-16"),
}
