"""Personal data inside cells: a column of notes, or one that mixes numbers with words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import polars as pl

from piiscan.detect.headers import naming
from piiscan.detect.verdict import weights
from piiscan.detect.verdict.view import ColumnView
from piiscan.model.finding import Reason
from piiscan.model.recognizer import HeaderWords, Recognizer
from piiscan.model.span import Span
from piiscan.model.tier import Role

FREE_TEXT = Recognizer(
    "text/free", "FREE_TEXT", "自由文本", Role.NONE, 3, "contracts.md, findings: a column of free text"
)

_NOTES = HeaderWords(
    words=tuple(
        "note notes comment comments remark remarks memo message content body text description feedback review query"
        " question answer summary details reason chat transcript bio about".split()
    )
    + tuple("备注 说明 描述 内容 留言 评论 反馈 记录 备考 摘要 詳情 備註 描述 內容 留言 評論 签名 简介".split())
)
_NOISE = frozenset({"LOCATION", "ORGANIZATION"})
"""What models see in every text about things; alone it says nothing about people."""

_SAMPLED_ONLY = 6.0
"""Text that no model has read to the end is never clean (contracts.md, findings)."""


class Reader(Protocol):
    """The text engine, as a verdict needs it."""

    @property
    def reads_names(self) -> bool: ...

    def spans(self, texts: pl.Series) -> Sequence[Sequence[Span]]: ...


def contents(view: ColumnView, recognizers: Mapping[str, Recognizer], reader: Reader) -> Mapping[str, int]:
    """Entity -> rows that hold it inside: patterns in all rows, what only the text engine sees in its sample."""
    inside: Counter[str] = Counter()
    for name, hits in view.evidence.hits.items():
        if hits.inside:
            entity = recognizers[name].entity
            inside[entity] = max(inside[entity], hits.inside)
    if view.text_like:
        for entity, rows in _read(view, reader).items():
            inside[entity] = max(inside[entity], rows)
    return dict(sorted(inside.items()))


def reasons(view: ColumnView, inside: Mapping[str, int], reader: Reader) -> list[Reason]:
    """Why the column is free text with personal data in it; empty where nothing says so."""
    found = [*_found(view, inside), *_unread(view, reader)]
    if not found:
        return []
    named = naming(view.header, _NOTES).strength
    return [Reason("one column in twenty", weights.PRIOR), Reason("header of a text", round(2 * named, 2)), *found]


def _read(view: ColumnView, reader: Reader) -> Counter[str]:
    found = (spans for texts in view.texts() for spans in reader.spans(texts))
    return Counter(entity for spans in found for entity in {span.entity for span in spans})


def _found(view: ColumnView, inside: Mapping[str, int]) -> Iterator[Reason]:
    personal = {entity: rows for entity, rows in inside.items() if entity not in _NOISE}
    if personal and view.evidence.filled:
        entity, rows = max(personal.items(), key=lambda item: item[1])
        weight = weights.surprise(rows / view.evidence.filled, 1e-4, view.distinct, weights.VALUES_CAP)
        yield Reason(f"{entity} inside {rows} of {view.evidence.filled} cells", round(weight, 2))


def _unread(view: ColumnView, reader: Reader) -> Iterator[Reason]:
    if view.text_like and not (reader.reads_names and view.texts_complete):
        read = len(view.evidence.texts.rows) if reader.reads_names else 0
        yield Reason(f"text, of which models read {read} of {view.evidence.filled} rows", _SAMPLED_ONLY)
