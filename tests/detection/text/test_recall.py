"""What free text leaves: the share of identifiers in it that is found is measured, kind by kind, and does not fall."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

import piiscan
from tests.catalogue.size import size
from tests.leaks import canary
from tests.quality.scoring import wilson

Record = Callable[[str, object], None]
PEOPLE = canary.people(size(100, 1_000), seed=16)
VALUES = [value for column in ("id_no", "mobile", "card", "email", "iban") for value in PEOPLE[column]]


class Kind(NamedTuple):
    """What stands before and behind a value, what becomes of it, and the least share that is to be found."""

    before: str
    behind: str
    least: float = 0.97
    change: Callable[[str], str] = str


def wide(value: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value)


def broken(value: str, by: str) -> str:
    return f"{value[: len(value) // 2]}{by}{value[len(value) // 2 :]}"


KINDS = {
    "a sentence": Kind("We spoke today, please note ", " and call back tomorrow."),
    "a signature": Kind("Kind regards\n--\nSales department\n", "\nMonday to Friday"),
    "a table": Kind("| no | value | done |\n| 1 | ", " | yes |\n| 2 | - | no |"),
    "Chinese": Kind("今天已联系客户，登记为", "，请尽快处理。"),
    "a quotation": Kind("> > customer said '", "'."),
    "full width": Kind("登记：", "。", change=wide),
    "invisible characters": Kind("note ", " end", change="\u200b".join),
    "broken lines": Kind("please note ", " and call", 0.0, lambda value: broken(value, "\n")),
    "hyphenation": Kind("please note ", " and call", 0.0, lambda value: broken(value, "-\n")),
    "misread": Kind("note ", " end", 0.15, lambda value: value.replace("0", "O", 1).replace("1", "l", 1)),
}
"""Of the last three little is found, or nothing: that is told, and not promised."""


@pytest.mark.catalogue("B16")
def test_the_share_of_identifiers_that_is_found_in_a_text_is_told_and_does_not_fall(record_property: Record) -> None:
    """By patterns alone, without models."""
    for name, kind in KINDS.items():
        found = found_in(kind)
        low, high = wilson(found, len(VALUES))
        record_property("figure", f"{name}: {found / len(VALUES):.1%} ({low:.1%} to {high:.1%})")
        assert found >= kind.least * len(VALUES), name


def found_in(kind: Kind) -> int:
    """How many values one span covers from end to end."""
    laid = [kind.change(value) for value in VALUES]
    begin, found = len(kind.before), 0
    spans_of = piiscan.detect([f"{kind.before}{value}{kind.behind}" for value in laid], text="off")
    for value, spans in zip(laid, spans_of, strict=True):
        found += any(span.start <= begin and span.end >= begin + len(value) for span in spans)
    return found
