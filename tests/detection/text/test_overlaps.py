from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.text.overlaps import resolve
from piiscan.model.span import Span

TEXT = "ab cd, ef 12 gh-34 中文。xy"


@st.composite
def some_spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 1))
    end = draw(st.integers(start + 1, len(TEXT)))
    entity = draw(st.sampled_from(["PERSON", "PHONE_NUMBER", "ADDRESS", "LOCATION", "ORGANIZATION"]))
    of = draw(st.sampled_from([None, None, "name"]))
    return Span(start, end, entity, draw(st.sampled_from([0.5, 0.8, 1.0])), "r", of)


def covered(spans: list[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end) if TEXT[at].isalnum()}


@given(st.lists(some_spans(), max_size=8))
def test_spans_are_sorted_and_disjoint_and_in_the_text(found: list[Span]) -> None:
    standing = resolve(TEXT, found)
    assert all(one.end <= other.start for one, other in pairwise(standing))
    assert all(0 <= span.start < span.end <= len(TEXT) for span in standing)


@pytest.mark.catalogue("B4")
@given(st.lists(some_spans().filter(lambda span: span.entity != "ORGANIZATION"), max_size=8))
def test_every_letter_that_a_finding_covered_stays_covered(found: list[Span]) -> None:
    assert covered(resolve(TEXT, found)) == covered(found)


@given(st.lists(some_spans(), max_size=8), st.randoms())
def test_the_order_of_findings_does_not_matter(found: list[Span], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(TEXT, shuffled) == resolve(TEXT, found)


def test_the_surest_wins_then_the_longest() -> None:
    low, high = Span(0, 9, "A", 0.5, "r"), Span(0, 5, "B", 0.9, "r")
    assert resolve(TEXT, [low, high])[0] == high
    assert resolve(TEXT, [Span(0, 5, "A", 0.5, "r"), Span(0, 9, "B", 0.5, "r")]) == [Span(0, 9, "B", 0.5, "r")]


def test_places_that_overlap_an_address_are_part_of_it() -> None:
    address, place = Span(0, 9, "ADDRESS", 0.5, "a"), Span(7, 12, "LOCATION", 0.9, "b")
    assert resolve(TEXT, [address, place]) == [Span(0, 12, "ADDRESS", 0.9, "b")]


def test_an_address_that_overlaps_a_place_keeps_its_score() -> None:
    address, place, person = (
        Span(0, 9, "ADDRESS", 0.9, "a"),
        Span(7, 12, "LOCATION", 0.5, "b"),
        Span(2, 5, "PERSON", 0.8, "c"),
    )
    assert [(s.start, s.end, s.entity) for s in resolve(TEXT, [address, place, person])] == [(0, 12, "ADDRESS")]


def test_what_the_row_knows_goes_before_what_anything_says() -> None:
    own, other = Span(3, 5, "PERSON", 1.0, "row/own", "name"), Span(0, 9, "PHONE_NUMBER", 1.0, "r")
    assert [span.of for span in resolve(TEXT, [other, own])] == [None, "name", None]
