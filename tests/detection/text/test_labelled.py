from __future__ import annotations

import polars as pl
import pytest

from piiscan.detection import packs
from piiscan.detection.text.labelled import LabelledFinder
from tests.benchmarks.notes import notes
from tests.detection.text.made import found

LABELLED = LabelledFinder([r for r in packs.recognizers() if r.in_text])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("QQ：12345678", "12345678"),
        ("加我QQ号是12345678哦", "12345678"),
        ("密码：hunter2!", "hunter2!"),
        ("password: hunter2!", "hunter2!"),
        ('{"password": "hunter2!"}', "hunter2!"),
        ("password=hunter2!", "hunter2!"),
        ("the password is hunter2!", "hunter2!"),
        ("password: 'hunter two !' ok", "hunter two !"),
    ],
)
def test_a_value_is_known_by_the_label_before_it(text: str, value: str) -> None:
    assert [v for v, _ in found(text)] == [value]


@pytest.mark.parametrize(
    "text", ["12345678", "QQ群里有12345678人的那个吗 12345678", "forgot my password again", "密码错误"]
)
def test_a_value_without_its_label_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_few_texts_are_told_the_same_as_among_many() -> None:
    """They are searched another way."""
    labels = [(r, word) for r in packs.recognizers() if r.sees == "header" for word in r.context[:3]]
    texts = [f"her {word}: {value}, she said" for r, word in labels for value in r.examples.match[:2]] + notes("zh", 50)
    assert pl.Series(texts).str.len_bytes().sum() > 4096
    among = sorted(set(LABELLED.find(pl.Series(texts))))
    assert len({span.entity for _, span in among}) > 10
    assert among == sorted(
        {(at, span) for at, text in enumerate(texts) for _, span in LABELLED.find(pl.Series([text]))}
    )
