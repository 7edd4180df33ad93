"""What was found once in a text is found wherever it stands again."""

from __future__ import annotations

import pytest

from piiscan.detection.text.echoes import echoes, places
from piiscan.model.span import Span


@pytest.mark.parametrize(
    ("surface", "text", "times"),
    [
        ("陶旸", "陶旸来电，请陶旸本人回复", 2),
        ("陶", "陶旸来电，陶", 0),
        ("Dorian", "Dorian wrote; Dorian, not Dorians or McDorian", 2),
        ("Bo", "Bo and Bo", 0),
        ("4417", "4417 is not 44170, 4417 is", 2),
        ("Dorian", "侄子Dorian取代了他", 1),
        ("a+b?", "a+b? and aab", 1),
    ],
)
def test_a_surface_counts_as_a_whole_word_or_as_han(surface: str, text: str, times: int) -> None:
    assert [text[start:end] for start, end in places(surface, text)] == [surface] * times


def test_echoes_leave_alone_what_is_told_already() -> None:
    text = "Dorian met Dorian Berg; then Dorian left"
    spans = [Span(0, 6, "PERSON", 0.8, "model"), Span(11, 22, "ORGANIZATION", 0.9, "model")]
    assert list(echoes(text, spans)) == [Span(29, 35, "PERSON", 0.8, "model")]


def test_a_person_goes_on_under_the_surname_alone() -> None:
    text = "Dorian M Averkiev wrote. Early Averkiev is better; Averkievs are many"
    assert list(echoes(text, [Span(0, 17, "PERSON", 0.8, "model")])) == [Span(31, 39, "PERSON", 0.8, "model")]
