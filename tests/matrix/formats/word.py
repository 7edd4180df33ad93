"""Word documents: the people in a table with a header, and in paragraphs whose words are several runs."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

import polars as pl

from tests.matrix.formats import Row
from tests.matrix.formats.text import PATTERNED
from tests.sources.documents import docx, p, r, table


def _table(people: pl.DataFrame, path: Path) -> pl.DataFrame:
    """A document has no null, and no blanks around a value."""
    frame = people.with_columns(pl.all().fill_null("").str.strip_chars())
    rows = [tuple(map(escape, row)) for row in [tuple(frame.columns), *frame.rows()]]
    path.write_bytes(docx(p("客户") + table(*rows) + p("end")))
    return frame


def _texts(people: pl.DataFrame, path: Path) -> pl.DataFrame:
    line = pl.format("证件{}，手机{}，卡{}，IBAN {}，邮箱{}，护照{}，车牌{}，地址{}", *PATTERNED)
    texts = people.select(line).to_series()
    path.write_bytes(
        docx("".join(p(*(r(text[i : i + 7], "<w:b/>") for i in range(0, len(text), 7))) for text in texts))
    )
    return people.select(PATTERNED)


ROWS: Mapping[str, Row] = {"docx": _table, "docx, in texts": _texts}
