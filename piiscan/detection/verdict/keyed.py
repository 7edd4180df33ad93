"""Tables of keys and values: a column whose cells say what the cell beside them is, row by row.

`field` with `mobile`, `e-mail` and `姓名` beside `value`; `id_type` with 身份证 and 护照 beside `id_no`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from piiscan.detection.headers import HeaderReader, Naming, split
from piiscan.detection.verdict import weights
from piiscan.detection.verdict.reasons import PRIOR, Candidate
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.finding import Reason
from piiscan.model.recognizer import Recognizer

_KEYS = range(2, 65)
"""How many different keys a table of keys and values has: fewer say nothing, more are data themselves."""

_TELLING = 0.85
"""Strength of a naming (headers.py) from which a cell names what is beside it."""

_TOLD, _TOLD_OF = 2, 0.25
"""How many keys, and which share of them, name something: one category of many that sounds like it is no key."""

_SHARE = 0.01
"""Least share of the rows that a key stands in."""

_VALUE = frozenset("value val values content text answer 值 内容 內容 属性值 屬性值 取值 答案".split())
_KIND_WORDS = frozenset("type kind category class".split())
_NUMBER_WORDS = frozenset("no num number value val id code".split())
_KIND_OF = re.compile("(?:类型|類型|类别|類別|种类|種類)$")
_NUMBER_OF = re.compile("(?:号码|號碼|号|號|值)$")


@dataclass(frozen=True, slots=True)
class _Keys:
    """A column of keys: what each names, and the share of rows that it stands in."""

    header: str
    named: Mapping[str, tuple[Naming, float]]


def keyed(
    views: Sequence[ColumnView], headers: HeaderReader, recognizers: Mapping[str, Recognizer]
) -> Mapping[str, list[Candidate]]:
    """Column name -> what all keys beside it say that it holds."""
    keys = [found for view in views if (found := _keys(view, headers)) is not None]
    return {
        view.column.name: [
            candidate
            for told in keys
            if _are_of(told.header, view.headers[0])
            for candidate in _candidates(view, told, recognizers)
        ]
        for view in views
    }


def _keys(view: ColumnView, headers: HeaderReader) -> _Keys | None:
    sample = view.evidence.sketch
    if not sample.complete or view.distinct not in _KEYS or view.evidence.filled < 2 * view.distinct:
        return None
    named: dict[str, tuple[Naming, float]] = {}
    telling: set[str] = set()
    for value, rows in sample.sample.select("value", "rows").iter_rows():
        for name, naming in headers.namings(value).items():
            if naming.strength >= _TELLING:
                before = named.get(name, (naming, 0.0))[1]
                named[name] = naming, before + rows / view.evidence.filled
                telling.add(value)
    enough = len(telling) >= max(_TOLD, _TOLD_OF * view.distinct)
    return _Keys(view.headers[0], named) if enough else None


def _are_of(keys: str, values: str) -> bool:
    """Whether one header names the kinds of what the other holds: `id_type` and `id_no`, or anything and `value`."""
    if keys == values:
        return False
    kind = _stem(keys, _KIND_WORDS, _KIND_OF)
    is_kind = () != kind != split(keys)
    is_value = not _VALUE.isdisjoint(split(values)[-1:])
    return is_value or (is_kind and kind == _stem(values, _NUMBER_WORDS, _NUMBER_OF))


def _stem(header: str, words: frozenset[str], ending: re.Pattern[str]) -> tuple[str, ...]:
    """The header without the words, or the ending, that make it one of kinds or one of numbers."""
    left = (ending.sub("", word) for word in split(header) if word not in words)
    return tuple(word for word in left if word)


def _candidates(view: ColumnView, keys: _Keys, recognizers: Mapping[str, Recognizer]) -> Iterator[Candidate]:
    for name, (naming, share) in keys.named.items():
        recognizer = recognizers[name]
        seen = recognizer.sees != "rows" or name in view.evidence.hits
        if share >= _SHARE and seen:
            said = f"“{naming.phrase}” beside {share:.0%} of the cells, in the column of keys"
            why = Reason(said, weights.header(naming.strength), "table")
            yield Candidate(recognizer, (PRIOR, why), share)
