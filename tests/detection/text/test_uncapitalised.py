"""Names and addresses in texts without capitals."""

from __future__ import annotations

import polars as pl
import pytest

from piiscan.detection.text.uncapitalised import UncapitalisedFinder


def told(text: str) -> set[tuple[str, str]]:
    return {(text[s.start : s.end], s.entity) for _, s in UncapitalisedFinder().find(pl.Series([text]))}


@pytest.mark.parametrize(
    ("text", "value", "entity"),
    [
        ("yesterday maria jones called", "maria jones", "PERSON"),
        ("is this tomasz's car", "tomasz", "PERSON"),
        ("my name is zxarion, hi", "zxarion", "PERSON"),
        ("from new york to berlin", "new york", "LOCATION"),
        ("my friend lives in qarburg", "qarburg", "LOCATION"),
        ("meet me at 24 sellkatu 6, oro, portugal", "24 sellkatu 6, oro, portugal", "ADDRESS"),
    ],
)
def test_small_letters_hide_nobody(text: str, value: str, entity: str) -> None:
    assert (value, entity) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "please call me in may, i will mark the page",
        "Yesterday maria called",
        "ask maria@example.org or see maria.example.org/maria",
        "two nights in 2 hotels and 3 trips",
    ],
)
def test_words_addresses_of_machines_and_texts_with_capitals_are_left_alone(text: str) -> None:
    assert told(text) == set()
