"""The row knows its own people: the identifiers of a row, looked for in the free text of the same row.

Needs no model, misses no rare name, and tells the masking which column the words belong to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import polars as pl

from piiscan.detect.normal import fold, fold_text
from piiscan.detect.text.offsets import as_given
from piiscan.detect.text.own_parts import GUARDED, SEPARATORS, Squeezed, parts
from piiscan.model.span import Span

__all__ = ["own_spans"]

_FIRST_WORD = r"([\p{L}\p{N}]+)"
_LAST_WORD = r"([\p{L}\p{N}]+)[^\p{L}\p{N}]*$"


def own_spans(texts: pl.Series, own: pl.DataFrame, entities: Mapping[str, str]) -> dict[int, list[Span]]:
    """Row -> spans of its own identifiers, for rows where some were found; they may overlap.

    `own`: one row per text, columns of String. `entities`: what each column is. Score 1, `of` the column.
    """
    found: defaultdict[int, list[Span]] = defaultdict(list)
    folded = fold(texts)
    for column in own.columns:
        values = fold(own[column])
        for row in _possible(folded, values, entities[column]):
            text, _ = fold_text(texts[row])
            spans = [
                Span(start, end, entities[column], 1.0, "row/own", column)
                for start, end in _places(text, values[row], entities[column])
            ]
            if spans:
                found[row].extend(as_given(texts[row], spans))
    return found


def _places(text: str, value: str, entity: str) -> Iterator[tuple[int, int]]:
    squeezed = Squeezed(text)
    for needle, holds in parts(value, entity):
        yield from (place for place in squeezed.occurrences(needle) if holds(text, *place))


def _possible(texts: pl.Series, values: pl.Series, entity: str) -> list[int]:
    """Rows whose text may hold the value or a part of it that counts: a superset, at column speed."""
    frame = pl.DataFrame({"text": texts, "value": values}).with_columns(pl.all().str.to_lowercase())
    text, value = _squeeze(pl.col("text")), _squeeze(pl.col("value"))
    parts = [value]
    if entity == "PERSON":
        parts.append(pl.when(value.str.len_chars() > 2).then(value.str.tail(2)))
        parts.extend(pl.col("value").str.extract(word) for word in (_FIRST_WORD, _LAST_WORD))
    beside = value.str.head(1) if entity == "PERSON" else value.str.tail(4)
    held = pl.any_horizontal(text.str.contains(part, literal=True) for part in parts)
    guarded = text.str.contains(GUARDED) & text.str.contains(beside, literal=True)
    return frame.select(((held | guarded) & (value != "")).arg_true()).to_series().to_list()


def _squeeze(column: pl.Expr) -> pl.Expr:
    return column.str.replace_all(SEPARATORS, "")
