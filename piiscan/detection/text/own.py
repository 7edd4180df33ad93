"""The row knows its own people: the identifiers of a row, looked for in the free text of the same row.

Needs no model, misses no rare name, and tells the masking which column the words belong to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from piiscan.detection.normal import fold
from piiscan.detection.text.offsets import as_given
from piiscan.detection.text.own_parts import parts
from piiscan.detection.text.own_rows import Texts
from piiscan.detection.text.squeezed import Squeezed
from piiscan.model.span import Span

__all__ = ["own_spans"]


def own_spans(texts: pl.Series, own: pl.DataFrame, entities: Mapping[str, str]) -> dict[int, list[Span]]:
    """Row -> spans of its own identifiers, for rows where some were found; they may overlap.

    `own`: one row per text, columns of String, or of List(String) where a row has several of a kind.
    `entities`: what each column is. Score 1, `of` the column.
    """
    found: defaultdict[int, list[Span]] = defaultdict(list)
    folded = fold(texts)
    single = Texts(folded)
    for column in own.columns:
        entity, (rows, values) = entities[column], _each(own[column])
        ready = single if rows is None else Texts(folded.gather(rows))
        values = fold(values)
        held = ready.that_may_hold(values, entity)
        places = held if rows is None else rows.gather(held).to_list()
        beside = (texts.gather(places), folded.gather(places), values.gather(held))
        for row, given, text, value in zip(places, *beside, strict=True):
            spans = [Span(start, end, entity, 1.0, "row/own", column) for start, end in _places(text, value, entity)]
            found[row].extend(as_given(given, text, spans))
    return {row: spans for row, spans in found.items() if spans}


def _each(values: pl.Series) -> tuple[pl.Series | None, pl.Series]:
    """The values one by one, and the row of each; None where they have a row each."""
    if not isinstance(values.dtype, pl.List):
        return None, values
    flat = values.alias("value").to_frame().with_row_index("row").explode("value").drop_nulls()
    return flat["row"], flat["value"]


def _places(text: str, value: str, entity: str) -> Iterator[tuple[int, int]]:
    squeezed = Squeezed(text)
    told: list[tuple[int, int]] = []
    for needle, holds in parts(value, entity):
        places = [place for place in squeezed.occurrences(needle) if not _within(place, told)]
        told += (place for place in places if holds(text, *place))
    yield from told


def _within(place: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    """What stands in a place that counts already says nothing more."""
    return any(start <= place[0] and place[1] <= end for start, end in others)
