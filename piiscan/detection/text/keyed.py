"""Values behind the key that names them: `cust_no=4711`, `"realName": "..."`, `客户姓名：...`, `X-User-Name: ...`.

A key in a line of a log is what a header is over a column, so the words of the packs that judge headers judge keys,
once per distinct key; what of a value fits is asked once per distinct value, as of a cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import polars as pl
import regex

from piiscan.detection.cells import formed, valid
from piiscan.detection.headers import HeaderReader, names_a_thing, names_a_work
from piiscan.detection.text.occurrences import occurrences
from piiscan.detection.text.scores import LABELLED
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span
from piiscan.model.tier import Role

__all__ = ["NOBODY", "KeyedFinder"]

_KEYS = r"[\p{L}_][\p{L}\p{N}_.-]*\\{0,7}[\"']?\s{0,2}[:=\[【]"
"""Keys with the sign behind them, in Polars' syntax."""

_pair = regex.compile(
    r"(?<![\p{L}\p{N}_.-])(?P<key>[\p{L}_][\p{L}\p{N}_.-]{0,63}+)(?:\\{0,7}[\"'])?\s{0,2}(?:=>|[:=]|(?=[\[【]))\s{0,2}"
    r"(?=(?:(?P<quote>[\"'])(?P<value>(?:[^\\\"']|\\.|(?!(?P=quote))[\"']){1,500})"
    r"|(?P<escaped>\\{1,7}[\"'])(?P<value>(?:(?!(?P=escaped)).){1,500})"
    r"|[\[【](?P<value>[^\[\]【】=:]{1,100})[\]】]"
    r"|(?P<value>\p{Lu}[\p{L}'’-]+(?:[ ]\p{Lu}[\p{L}'’-]*+(?![\w=:(./])){1,3})"
    r"|(?:(?<==)|(?![\p{L}_][\w.-]*=[^=\s]))(?P<value>[^\s,;&|\"'<>(){}\[\]\\。、！？】]{1,200})))"
)
"""A key and its value: in quotes (escaped ones too), in brackets, several capitalised words, or up to a delimiter."""

_code = regex.compile(r"(?:[0-9].*){4}")
"""A code before an equals sign (padding of Base64) is no key."""

_TELLING = 0.85
"""Strength of a naming (headers.py) from which a key says what is behind it."""

_PERSONAL = 3
"""The tier from which an attribute is looked for (contracts.md, tiers)."""

_CACHED_KEYS = 4096

_MACHINES = frozenset(["hostname", "host_name", "host.name"])
NOBODY = frozenset(
    "null none nil nan n/a na undefined unknown anonymous anonymoususer guest system root admin administrator nobody"
    " default true false yes no ok success failed empty 无 空 未知 匿名 匿名用户 系统 管理员".split()
)
"""What stands where a person would, and is none."""

_Places = list[tuple[int, int]]
"""Number of the text and start."""


class _Value(NamedTuple):
    """What stands behind a key: all of it, its first word, and the recognizers that the key names."""

    whole: str
    word: str
    named: tuple[str, ...]

    def of(self, recognizer: Recognizer) -> str:
        """As much of it as a recognizer takes: names have several words."""
        return self.whole if recognizer.entity == "PERSON" else self.word


_SURE_FIRST = ("rows", "sample", "header")


class KeyedFinder:
    """Finds the values of keys that name something personal."""

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        worth = sorted(filter(_worth_naming, recognizers), key=lambda r: _SURE_FIRST.index(r.sees))
        self._by_id = {r.id: r for r in worth}
        self._headers = HeaderReader(worth)
        self._people = {r.id for r in worth if r.entity == "PERSON" and r.sees == "sample" and r.check}
        self._told = lru_cache(_CACHED_KEYS)(self._read)

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order. `texts`: folded Strings without nulls."""
        signed = texts.str.extract_all(_KEYS).explode().drop_nulls().unique()
        telling = [key for key in signed if self._told(key[:-1].rstrip().rstrip("\\\"'"))]
        places: defaultdict[_Value, _Places] = defaultdict(list)
        for number, text, at in occurrences(texts, telling):
            pair = _pair.match(text, at)
            if pair and (value := self._value(pair)):
                places[value].append((number, pair.start("value")))
        for value, recognizer in self._fitting(places):
            length = len(value.of(recognizer))
            for number, start in places[value]:
                yield number, Span(start, start + length, recognizer.entity, LABELLED, recognizer.id)

    def _read(self, key: str) -> tuple[str, ...]:
        """Ids of the recognizers that the key names, the surest first."""
        if key.lower() in _MACHINES or _code.search(key) or names_a_thing(key) or names_a_work(key):
            return ()
        named = {name for name, said in self._headers.namings(key).items() if said.strength >= _TELLING}
        if any(self._by_id[name].entity == "PERSON" for name in named):
            named |= self._people  # a name is told by its form, too, in whatever script
        return tuple(name for name in self._by_id if name in named)

    def _value(self, pair: regex.Match[str]) -> _Value | None:
        key, quote, escaped, whole = pair.group("key", "quote", "escaped", "value")
        whole = whole.rstrip(" .:!?")
        word = whole if quote or escaped else whole.split(" ", 1)[0]
        return None if len(word) < 2 or whole.lower() in NOBODY else _Value(whole, word, self._told(key))

    def _fitting(self, values: Iterable[_Value]) -> Iterator[tuple[_Value, Recognizer]]:
        """Each value with the surest recognizer that takes it, if one does."""
        left: defaultdict[str, list[_Value]] = defaultdict(list)
        for value in values:
            for name in value.named:
                left[name].append(value)
        told: set[_Value] = set()
        for name in filter(left.__contains__, self._by_id):
            recognizer, asked = self._by_id[name], [value for value in left[name] if value not in told]
            fits = _fits(recognizer, pl.Series([value.of(recognizer) for value in asked], dtype=pl.String))
            for at in fits.arg_true():
                told.add(asked[at])
                yield asked[at], recognizer


def _worth_naming(recognizer: Recognizer) -> bool:
    """Identifiers and secrets; of attributes those that texts are searched for, or that their values confirm."""
    if recognizer.role in (Role.DIRECT_IDENTIFIER, Role.SECRET):
        return True
    confirmed = recognizer.role is Role.SENSITIVE_ATTRIBUTE and recognizer.sees != "header"
    return recognizer.tier >= _PERSONAL and (recognizer.in_text or confirmed)


def _fits(recognizer: Recognizer, values: pl.Series) -> pl.Series:
    """Boolean per value: it is, as a whole cell, what the recognizer declares (a blank of a query may be a plus)."""
    plain = values.str.replace_all("+", " ", literal=True) if recognizer.entity == "PERSON" else values
    distinct = plain.unique()
    return plain.is_in(distinct.filter(formed(recognizer, distinct) & valid(recognizer, distinct)).implode())
