"""Personal data inside cells: a column of notes, or one that mixes numbers with words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import polars as pl

from piiscan.detect.headers import SILENT, HeaderReader
from piiscan.detect.verdict import weights
from piiscan.detect.verdict.view import ColumnView
from piiscan.model.finding import Reason
from piiscan.model.recognizer import HeaderWords, Recognizer
from piiscan.model.span import Span
from piiscan.model.tier import Role

FREE_TEXT = Recognizer(
    id="text/free",
    entity="FREE_TEXT",
    zh="自由文本",
    role=Role.NONE,
    tier=3,
    source="contracts.md, findings: a column of free text",
    header=HeaderWords(
        tuple(
            "note notes comment comments remark remarks memo message content body text description feedback review"
            " query question answer summary details reason chat transcript bio about"
            " 备注 说明 描述 内容 留言 评论 反馈 记录 备考 摘要 签名 简介 備註 說明 內容 評論 簡介".split()
        )
    ),
)

_HEADERS = HeaderReader([FREE_TEXT])
_NOISE = frozenset({"LOCATION", "ORGANIZATION"})
"""What models see in every text about things; alone it says nothing about people."""

_MISREAD = 0.01
"""Share of texts about things in which a model sees a person all the same."""

_SAMPLED_ONLY = 6.0
"""Text that models have read only in part is never clean (contracts.md, findings)."""

_UNREAD = 3.0
"""Text that no model has seen: a person decides."""


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


def reasons(
    view: ColumnView, inside: Mapping[str, int], recognizers: Mapping[str, Recognizer], reader: Reader
) -> list[Reason]:
    """Why the column is free text with personal data in it; empty where nothing says so."""
    found = [*_found(view, inside, recognizers), *_unread(view, reader)]
    if not found:
        return []
    named = _HEADERS.namings(view.header).get(FREE_TEXT.id, SILENT)
    header = [Reason(f"“{named.phrase}” in the header", round(2 * named.strength, 2))] if named.strength > 0 else []
    return [Reason("one column in twenty", weights.PRIOR), *header, *found]


def most(view: ColumnView, inside: Mapping[str, int]) -> tuple[str, float]:
    """The entity that most cells hold, and their share of the filled ones."""
    entity, rows = max(inside.items(), key=lambda item: item[1], default=("", 0))
    return entity, rows / max(1, view.evidence.filled)


def _read(view: ColumnView, reader: Reader) -> Counter[str]:
    found = (spans for texts in view.texts() for spans in reader.spans(texts))
    return Counter(entity for spans in found for entity in {span.entity for span in spans})


def _found(view: ColumnView, inside: Mapping[str, int], recognizers: Mapping[str, Recognizer]) -> Iterator[Reason]:
    by_patterns = {r.entity: _chance(r, view) for r in recognizers.values() if r.sees == "rows"}
    weighed = [
        (weights.surprise(rows / seen, by_patterns.get(entity, _MISREAD), seen, weights.VALUES_CAP), entity, rows, seen)
        for entity, rows in inside.items()
        if entity not in _NOISE and (seen := _seen(view, entity in by_patterns))
    ]
    if weighed and max(weighed)[0] > 0:
        weight, entity, rows, seen = max(weighed)
        yield Reason(f"{entity} inside {rows} of {seen} cells", round(weight, 2))


def _chance(recognizer: Recognizer, view: ColumnView) -> float:
    """Of a match inside a cell: sentences rarely hold numbers that mean nothing, codes consist of them."""
    return recognizer.chance * (recognizer.check_chance if view.text_like else 1.0)


def _seen(view: ColumnView, every_row: bool) -> int:
    return view.evidence.filled if every_row or view.texts_complete else len(view.evidence.texts.rows)


def _unread(view: ColumnView, reader: Reader) -> Iterator[Reason]:
    if not view.text_like:
        return
    if not reader.reads_names:
        yield Reason("text that no model has read", _UNREAD)
    elif not view.texts_complete:
        read = f"{len(view.evidence.texts.rows)} of {view.evidence.filled}"
        yield Reason(f"text, of which models read {read} rows", _SAMPLED_ONLY)
