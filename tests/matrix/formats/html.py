"""HTML: the people in the cells of a table, with markup in and around them, and in texts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape
from pathlib import Path

import polars as pl

from tests.matrix.formats import Row
from tests.matrix.formats.text import PATTERNED

_HEAD = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="{0}"><title>客户</title><style>td.c {{ color: red }}</style></head>
<body onload="start()"><h1>客户 &amp; 订单</h1>
"""


def _page(body: str, path: Path, encoding: str) -> None:
    path.write_bytes(f"{_HEAD.format(encoding)}{body}</body></html>\n".encode(encoding))


def _plain(people: pl.DataFrame, path: Path, encoding: str = "utf-8") -> pl.DataFrame:
    frame = _as_shown(people)
    heads = "".join(f"<th>{name}</th>" for name in frame.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td class=c>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in frame.iter_rows()
    )
    _page(f"<table border=1>\n<tr>{heads}</tr>\n{rows}</table>", path, encoding)
    return frame


def _sloppy(people: pl.DataFrame, path: Path) -> pl.DataFrame:
    """Without end tags, and every tenth person in attributes, scripts and comments too."""
    frame = _as_shown(people)
    heads = "".join(f"<td>{name}" for name in frame.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}" if number % 10 else _told(cell) for cell in row)
        for number, row in enumerate(frame.iter_rows())
    )
    _page(f"<table>\n<thead><tr>{heads}<tbody>{rows}</table>", path, "utf-8")
    return frame


def _told(cell: str) -> str:
    told = escape(cell)
    links = f'<a href="mailto:{told}" title="{told}"><!-- {told} --><b>{told[:1]}</b>{told[1:]}</a>'
    value = links if told == cell else told
    aside = f'<script>x = "{told}"</script><input value="{told}">'
    return f'<td data-value="{told}" style="color: red" id="{told}">\n  {value}{aside}'


def _in_texts(people: pl.DataFrame, path: Path) -> pl.DataFrame:
    line = pl.format("证件{}，手机<b>{}</b>，卡{}，IBAN {}，邮箱{}，护照{}，车牌{}，地址{}", *PATTERNED)
    _page("".join(f"<p>{text}</p>" for text in people.select(line).to_series()), path, "utf-8")
    return people.select(PATTERNED)


def _as_shown(people: pl.DataFrame) -> pl.DataFrame:
    """HTML has no null, and no blanks around a value."""
    return people.with_columns(pl.all().fill_null("").str.strip_chars())


ROWS: Mapping[str, Row] = {
    "html": _plain,
    "html, gb18030": partial(_plain, encoding="gb18030"),
    "html, utf-16": partial(_plain, encoding="utf-16"),
    "html, with everything everywhere": _sloppy,
    "html, in texts": _in_texts,
}
