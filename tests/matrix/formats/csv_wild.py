"""Delimited text as it arrives: odd delimiters, quotes and line ends, and all that stands above and among the rows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl

LABELS = {
    "customer_id": "客户编号",
    "name_zh": "姓名",
    "name_en": "英文姓名",
    "id_no": "身份证号码",
    "mobile": "手机号码",
    "card": "银行卡号",
    "email": "电子邮箱",
    "address_zh": "联系地址",
    "address_en": "英文地址",
    "passport": "护照号码",
    "plate": "车牌号码",
    "birth_date": "出生日期",
}
Change = Callable[[list[str]], list[str]]


def _write(
    people: pl.DataFrame,
    path: Path,
    above: str = "",
    header: bool = True,
    change: Change = list,
    end: str = "\n",
    encoding: str = "utf-8",
    **dialect: Any,
) -> None:
    """As Python's csv module writes it, with `above` before it, every line `change`d, and other line ends."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n", **dialect)
    rows = [[cell or "" for cell in row] for row in people.iter_rows()]
    writer.writerows([people.columns, *rows] if header else rows)
    lines = change(text.getvalue().splitlines(keepends=True))
    path.write_bytes((above + "".join(lines)).replace("\n", end).encode(encoding))


def _labelled(lines: list[str]) -> list[str]:
    """Under the names, what they mean, and types."""
    names = lines[0].rstrip("\n").split(",")
    labels = ",".join(LABELS.get(name, "备注") for name in names)
    return [lines[0], f"{labels}\n", ",".join(["varchar(200)"] * len(names)) + "\n", *lines[1:]]


def _without_names(people: pl.DataFrame, path: Path) -> pl.DataFrame:
    """Only what tells itself: a customer number is one by its name alone."""
    telling = people.drop("customer_id", "kept", "goods", "shop", strict=False)
    _write(telling, path, header=False)
    return telling


def _commented(lines: list[str]) -> list[str]:
    return [line for i, line in enumerate(lines) for line in ([line, f"# page {i}\n"] if i % 50 == 0 else [line])]


def _ragged(lines: list[str]) -> list[str]:
    """Every third row has no field too many."""
    return [lines[0], *(line.replace("\n", ",\n") if i % 3 else line for i, line in enumerate(lines[1:]))]


def _mixed_ends(lines: list[str]) -> list[str]:
    return [line if i % 3 else line.replace("\n", "\r\n") for i, line in enumerate(lines)]


ROWS: Mapping[str, Callable[[pl.DataFrame, Path], pl.DataFrame | None]] = {
    "csv, caret": partial(_write, delimiter="^"),
    "csv, \\x01": partial(_write, delimiter="\x01", quoting=csv.QUOTE_NONE, escapechar="\\"),
    "csv, \\x1f": partial(_write, delimiter="\x1f"),
    "csv, single quotes, bar": partial(_write, delimiter="|", quotechar="'", quoting=csv.QUOTE_ALL),
    "csv, all quoted": partial(_write, quoting=csv.QUOTE_ALL),
    "csv, text quoted": partial(_write, quoting=csv.QUOTE_NONNUMERIC),
    "csv, backslash escapes": partial(_write, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\"),
    "csv, CR": partial(_write, end="\r"),
    "csv, mixed line ends": partial(_write, change=_mixed_ends),
    "csv, no header": _without_names,
    "csv, three header rows": partial(_write, change=_labelled),
    "csv, title": partial(_write, above="Customers, by branch\n\n"),
    "csv, comments": partial(_write, above="# customers\n# by branch\n", change=_commented),
    "csv, ragged": partial(_write, change=_ragged),
    "csv, sep=": partial(_write, above="sep=;\n", delimiter=";", end="\r\n", encoding="utf-8-sig"),
    "csv, trailing delimiter": partial(_write, change=lambda lines: [line.replace("\n", ",\n") for line in lines]),
}
