"""What an English name names: by its form, and by the words beside it."""

from __future__ import annotations

import pytest

from piiscan.detection.text.companions import with_companions
from piiscan.detection.text.firms import whole
from piiscan.detection.text.kinds import kind
from piiscan.model.span import Span


@pytest.mark.parametrize(
    ("text", "name", "told", "entity"),
    [
        ("She flew to Qorvik on Monday", "Qorvik", "PERSON", "LOCATION"),
        ("He works for Qorvik", "Qorvik", "PERSON", "ORGANIZATION"),
        ("Qorvik is a shipping company", "Qorvik", "PERSON", "ORGANIZATION"),
        ("Qorvik lives here", "Qorvik", "LOCATION", "PERSON"),
        ("Qorvik is a 1999 horror film", "Qorvik", "PERSON", None),
        ("clear the Qorvik cache", "Qorvik", "PERSON", None),
        ("Pelle Qorvissen signed", "Pelle Qorvissen", "ORGANIZATION", "PERSON"),
        ("He works for Mary Jones", "Mary Jones", "PERSON", "PERSON"),
        ("Siemens sent it", "Siemens", "PERSON", "ORGANIZATION"),
        ("Zorn, Kids & Family", "Zorn, Kids & Family", "ORGANIZATION", None),
        ("the Duchess of Qorvik", "Qorvik", "PERSON", "LOCATION"),
        ("the Master Services Agreement", "Master Services Agreement", "ORGANIZATION", None),
    ],
)
def test_the_words_beside_a_name_tell_its_kind(text: str, name: str, told: str, entity: str | None) -> None:
    start = text.index(name)
    assert kind(text, start, start + len(name), told) == entity


@pytest.mark.parametrize("part", ["Qorvik", "Shipping", "Shipping BV"])
def test_a_firm_has_its_name_and_its_form(part: str) -> None:
    text = "We paid Qorvik Shipping BV today"
    start = text.index(part)
    first, last = whole(text, start, start + len(part))
    assert text[first:last] == "Qorvik Shipping BV"


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("We asked Zelq P. Vorbath twice", "Zelq P. Vorbath", "PERSON"),
        ("We asked Zelq Vorbsson twice", "Zelq Vorbsson", "PERSON"),
        ("They flew to ZELQHEIM", "ZELQHEIM", "LOCATION"),
        ("a year at Zelq, Vorb and Quill", "Zelq, Vorb and Quill", "ORGANIZATION"),
    ],
)
def test_what_a_model_passed_over_is_told_by_its_form(text: str, name: str, entity: str) -> None:
    assert (name, entity) in [(text[s.start : s.end], s.entity) for s in with_companions(text, [])]


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("Please call Qorvin Zelmar tomorrow", "Qorvin Zelmar", "PERSON"),
        ("We met Qorvin at noon", "Qorvin", "PERSON"),
        ("Send Qorvin the file", "Qorvin", "PERSON"),
        ("remove my kid Qorvin from it", "Qorvin", "PERSON"),
        ("Qorvin, who came second, left", "Qorvin", "PERSON"),
        ("ashes from Iceland fell", "Iceland", "LOCATION"),
        ("her Spotify bill", "Spotify", "ORGANIZATION"),
    ],
)
def test_the_words_beside_a_name_tell_it_where_no_model_did(text: str, name: str, entity: str) -> None:
    assert (name, entity) in [(text[s.start : s.end], s.entity) for s in with_companions(text, [])]


@pytest.mark.parametrize("text", ["Officials said no", "Send Invoice copies", "Call Support now"])
def test_things_and_offices_are_nobody(text: str) -> None:
    assert with_companions(text, []) == []


def test_surnames_beside_a_person_in_an_enumeration_are_persons() -> None:
    text = "our founders: Qorvin, Rogers and Torres"
    first = Span(14, 20, "PERSON", 0.85, "model")
    assert [text[s.start : s.end] for s in with_companions(text, [first]) if s.entity == "PERSON"] == [
        "Qorvin",
        "Rogers",
        "Torres",
    ]
