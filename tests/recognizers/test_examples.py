"""Every pack keeps its own word: each example of each recognizer is, or is not, one of its values."""

from __future__ import annotations

import polars as pl
import pytest
import regex

from piiscan.detection import packs
from piiscan.detection.cells import formed, valid
from piiscan.detection.normal import fold
from piiscan.model.recognizer import Recognizer

_EDGES = {
    "digit": r"(?<![0-9])(?<![0-9]\.)(?:{})(?![0-9])(?!\.[0-9])",
    "word": r"(?<![0-9A-Za-z_])(?:{})(?![0-9A-Za-z_])",
    "none": "(?:{})",
}
_CLASS = regex.compile(r"\[(?:\\.|[^\]\\])*\]")
_NOT_ALIKE = regex.compile(r"\\[bBAzZ]|(?<!\\)\(\?(?![ism]*:)|(?<!\\)[\^$]")
_UNICODE = regex.compile(r"\\[dDwWsS]")

_ALL = [pytest.param(recognizer, id=recognizer.id) for recognizer in packs.recognizers()]
_SHAPED = [p for p in _ALL if p.values[0].patterns or p.values[0].lexicon]  # type: ignore[union-attr]


def _folded(values: tuple[str, ...]) -> pl.Series:
    return fold(pl.Series(values, dtype=pl.String)).str.strip_chars()


def _taken(recognizer: Recognizer, values: tuple[str, ...]) -> list[bool]:
    cells = _folded(values)
    return (formed(recognizer, cells) & valid(recognizer, cells)).to_list()


@pytest.mark.parametrize("recognizer", _SHAPED)
def test_examples_that_must_match_are_taken(recognizer: Recognizer) -> None:
    examples = recognizer.examples.match
    assert examples, "a recognizer with a pattern or a list gives examples"
    assert dict(zip(examples, _taken(recognizer, examples), strict=True)) == dict.fromkeys(examples, True)


@pytest.mark.parametrize("recognizer", _SHAPED)
def test_examples_that_must_not_match_are_left(recognizer: Recognizer) -> None:
    examples = recognizer.examples.no_match
    assert examples, "a recognizer with a pattern or a list gives counter-examples"
    assert dict(zip(examples, _taken(recognizer, examples), strict=True)) == dict.fromkeys(examples, False)


@pytest.mark.parametrize("recognizer", [p for p in _SHAPED if p.values[0].sees == "rows"])  # type: ignore[union-attr]
def test_what_stands_in_a_cell_is_found_in_a_sentence_too(recognizer: Recognizer) -> None:
    bodies = [_EDGES[pattern.edges].format(pattern.body) for pattern in recognizer.patterns]
    sentences = [f"回电{value}。" for value in _folded(recognizer.examples.match)]
    assert [s for s in sentences if not any(regex.search(body, s) for body in bodies)] == []


@pytest.mark.parametrize("recognizer", _SHAPED)
def test_both_engines_find_the_same_stretch(recognizer: Recognizer) -> None:
    values = _folded((*recognizer.examples.match, *recognizer.examples.no_match))
    for pattern in recognizer.patterns:
        rust = values.str.extract(f"({pattern.body})", 1).to_list()
        python = [found.group() if (found := regex.search(pattern.body, value)) else None for value in values]
        assert rust == python


@pytest.mark.parametrize("recognizer", _ALL)
def test_patterns_hold_nothing_that_the_engines_read_differently(recognizer: Recognizer) -> None:
    for pattern in recognizer.patterns:
        assert not _UNICODE.search(pattern.body)
        assert not _NOT_ALIKE.search(_CLASS.sub("", pattern.body))


@pytest.mark.parametrize("recognizer", [p for p in _ALL if p.values[0].check])  # type: ignore[union-attr]
def test_a_check_never_raises_and_takes_nothing_odd(recognizer: Recognizer) -> None:
    odd = pl.Series([None, "", " ", "é", "0" * 400, "\x00", "😀" * 9, "１２３", "-" * 18], dtype=pl.String)
    check = packs.check(recognizer)
    assert check is not None
    verdict = check(odd)
    assert verdict.dtype == pl.Boolean
    assert len(verdict) == len(odd)
    assert not verdict.fill_null(False).any()


@pytest.mark.parametrize("recognizer", _ALL)
def test_figures_are_probabilities_and_header_words_are_lower_case(recognizer: Recognizer) -> None:
    figures = [recognizer.chance, recognizer.check_chance, *(p.score for p in recognizer.patterns)]
    assert all(0 < figure <= 1 for figure in figures)
    words = [*recognizer.header.words, *recognizer.header.unless]
    assert [word for word in words if word != word.lower().strip() or not word] == []


def test_no_two_recognizers_share_an_id() -> None:
    ids = [recognizer.id for recognizer in packs.recognizers()]
    assert len(ids) == len(set(ids))
