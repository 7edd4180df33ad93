"""Which rows may hold a part of their own identifiers in their text: a superset, at column speed.

Literal searches answer nearly everything; `own_parts` looks at the rows that are left, one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from piiscan.detection.text.own_parts import SHORT, TAILED, TELLING, TITLED
from piiscan.detection.text.squeezed import lower, squeezed

__all__ = ["Texts"]

_HAN_NAME = r"^[\p{Han}·•\s]{2,}$"
_COMMA = r"(?s)^([^,]*),(.*)$"
_FIRST, _LAST = r"([^\s\x1c-\x1f]+)", r"([^\s\x1c-\x1f]+)[\s\x1c-\x1f]*$"
_NUMBER = rf"(?s)(?:\p{{Nd}}.*?){{{TAILED}}}"


class Texts:
    """Folded texts (String), made ready to be asked about one column after the other."""

    def __init__(self, texts: pl.Series) -> None:
        given = pl.col("given")
        distinct = texts.unique().to_frame("given").with_columns(text=lower(given))
        ready = distinct.with_columns(
            bare=squeezed(distinct["text"]), titled=given.str.contains(TITLED), telling=given.str.contains(TELLING)
        )
        self._texts = texts.to_frame("given").join(ready, on="given", how="left", maintain_order="left")

    def that_may_hold(self, values: pl.Series, entity: str) -> list[int]:
        """Rows whose text may hold the folded value of the same row, or a part of it that counts."""
        rows = self._texts.with_columns(values.alias("value")).with_columns(value=lower(pl.col("value")))
        rows = rows.with_columns(plain=squeezed(rows["value"])).with_row_index("row")
        found = _person(rows) if entity == "PERSON" else _number(rows)
        return pl.concat(part.filter(pl.col("plain") != "")["row"] for part in found).unique().sort().to_list()


def _number(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    text, value, plain = pl.col("text"), pl.col("value"), pl.col("plain")
    short = plain.str.len_chars() < SHORT
    yield rows.filter(~short & _in(pl.col("bare"), plain))
    yield rows.filter(short).filter(_in(text, value.str.strip_chars()))
    telling = rows.filter("telling").filter(value.str.contains(_NUMBER))
    yield telling.filter(_in(pl.col("bare"), plain.str.tail(4)))


def _person(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    value, plain, bare = pl.col("value"), pl.col("plain"), pl.col("bare")
    yield rows.filter(_in(bare, plain))
    han = value.str.contains(_HAN_NAME)
    in_han = rows.filter(han)
    yield in_han.filter(_in(bare, plain.str.tail(2)))
    yield in_han.filter(pl.col("titled") & _in(bare, plain.str.head(1)))
    ordered = value.str.replace(_COMMA, "$2 $1")
    words = rows.filter(~han).with_columns(first=ordered.str.extract(_FIRST), last=ordered.str.extract(_LAST))
    words = words.with_columns(first=squeezed(words["first"]), last=squeezed(words["last"]))
    long = pl.col("first").str.len_chars() > 1
    given, capital = pl.col("given"), pl.col("first").str.head(1).str.to_uppercase()
    yield words.filter(long & _in(bare, pl.col("first"))).filter(_in(given, capital) | ~_is_ascii(given))
    yield words.filter(~long & _in(bare, pl.col("last")))
    yield words.filter(pl.col("titled") & _in(bare, pl.col("last")))


def _is_ascii(text: pl.Expr) -> pl.Expr:
    """What is capital and what is small is plain only there."""
    return text.str.len_bytes() == text.str.len_chars()


def _in(text: pl.Expr, part: pl.Expr) -> pl.Expr:
    return text.str.contains(part, literal=True)
