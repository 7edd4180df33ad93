"""Hostile text costs a pattern no more than its length; a pattern that it does cost more is stopped, and told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

import polars as pl
import pytest
import regex

from piiscan import pipeline
from piiscan.detection import packs
from piiscan.detection.examples import failures
from piiscan.detection.growth import endless
from piiscan.detection.text import labelled, matching
from piiscan.detection.text.labelled import LabelledFinder
from piiscan.detection.text.matching import PatternFinder
from piiscan.detection.text.patterns import spanning
from piiscan.model.recognizer import Pattern, Recognizer, Sees
from piiscan.model.tier import Role
from tests.catalogue.size import size

Record = Callable[[str, object], None]
HOSTILE = [
    ".",
    "a",
    "1",
    "-",
    "@",
    " ",
    "a@",
    "a.",
    "1-",
    "1 ",
    "://",
    "A1",
    "中",
    "路",
    "a: ",
    "=",
    "+1",
    "x" * 63 + ".",
]
SHORT, LONG = size((1_000, 4_000), (10_000, 100_000))
POWER, NOISE = 1.2, 0.05
"""Time may grow as the length to this power; below so many seconds a clock tells nothing."""

SHIPPED = {pattern.body: pattern for r in packs.recognizers() if r.sees == "rows" for pattern in r.patterns}


@pytest.mark.catalogue("C11")
@pytest.mark.parametrize("unit", HOSTILE)
def test_no_pattern_grows_faster_than_its_text(unit: str, record_property: Record) -> None:
    steep = []
    for pattern in SHIPPED.values():
        found = spanning(pattern)
        short, long = (took(found, f"{unit * (length // len(unit))}!") for length in (SHORT, LONG))
        if long > NOISE and long > max(short, 1e-4) * 2 * (LONG / SHORT) ** POWER:
            steep.append((pattern.body[:60], round(short, 4), round(long, 4)))
    assert steep == []
    record_property("figure", f"{len(SHIPPED):,} patterns, {len(HOSTILE)} texts of {LONG:,} characters")


def took(found: regex.Pattern[str], text: str) -> float:
    begun = process_time()
    for _ in found.finditer(text):
        pass
    return process_time() - begun


ENDLESS = [
    "(?:a|aa)+b",
    "(?:[^@]|[^@][^@])+@",
    "(?:a|a)+b",
    "(?:(?:a+)+)+b",
    "(?:中|中中)+人",
    "(?:1|11|111)+x",
    "(?:[0-9]|[0-9][0-9])+x",
    "(?:[A-Z]|[A-Z][A-Z])+:",
    "(?:[0-9a-z]|[a-z0-9]{2})*=",
    "(?:(?:[0-9]| )|[0-9 ]{2})+x",
    "(?:a+)+b",
    "(?:[0-9]+)*x",
    "(?:.*)*@",
    "(?:[a-z]+ ?)+$",
    "(?:éé+)+x",
    "(?:[W-Z]+[0-9]*)+=",
    "(?:ß|ßß)+x",
]


def own(body: str) -> Recognizer:
    return Recognizer("x/endless", "ENDLESS", "无", Role.SECRET, 4, "test", patterns=(Pattern(body, "none", 0.9),))


@pytest.mark.catalogue("C12")
@pytest.mark.parametrize("body", ["(?:a|aa)+b", "(?:a+)+b", "(?:a|a)+b", "(?:(?:a+)+)+b"])
def test_a_pattern_that_takes_for_ever_is_stopped(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "PATIENCE", 0.3)
    texts = pl.Series(["ab " + "a" * 5_000 + "!"])
    begun = process_time()
    with pytest.raises(TimeoutError):
        list(PatternFinder([own(body)]).find(texts))
    assert process_time() - begun < 10


@pytest.mark.catalogue("C12")
@pytest.mark.parametrize("body", ["(?:a|aa)+b", "(?:[a-z]|[a-z]{2})+[0-9]"])
def test_a_pattern_behind_a_label_that_takes_for_ever_is_stopped(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelled, "PATIENCE", 0.3)
    texts = pl.Series(["secret: aab1 aab secret: " + "a" * 5_000 + "!"])
    with pytest.raises(TimeoutError):
        list(LabelledFinder([replace(own(body), sees="header", context=("secret",))]).find(texts))


@pytest.mark.catalogue("C12")
@pytest.mark.parametrize("sees", ["rows", "header"])
@pytest.mark.parametrize("body", ["(?:a|aa)+b", "(?:ß|ßß)+x", "id-(?:[HI]|[H-K]{2})+$"])
def test_what_doubles_is_told_wherever_it_is_looked_for(body: str, sees: Sees) -> None:
    assert list(endless(replace(own(body), sees=sees))) == [1]


@pytest.mark.catalogue("C12")
@pytest.mark.parametrize("body", ENDLESS)
def test_a_pattern_of_ones_own_that_takes_for_ever_fails_its_test(body: str) -> None:
    [said] = failures(own(body))
    assert said.startswith("x/endless: pattern 1 takes for ever")


@pytest.mark.catalogue("C12")
def test_no_shipped_pattern_is_taken_for_one_of_these() -> None:
    assert [r.id for r in packs.recognizers() for _ in endless(r)] == []


@pytest.mark.catalogue("C12")
def test_a_text_that_was_not_searched_to_its_end_is_incomplete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "PATIENCE", 1e-9)
    (tmp_path / "a.txt").write_text("call 13800138000 " + "a.b@" * 100_000 + " c@d.example\n")
    [gap] = pipeline.scan(tmp_path, text="off").incomplete
    assert gap.reason.startswith("a pattern took too long")
