"""Escapes are undone with offsets that lead back to whole escapes."""

from __future__ import annotations

import json
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.text.escapes import as_escaped, unescaped
from piiscan.model.span import Span

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters='\\%&"'), max_size=30)


def _cut(escaped: str, start: int, end: int) -> str:
    (span,) = as_escaped(escaped, unescaped(escaped)[0], [Span(start, end, "X", 1.0, "x")])
    return escaped[span.start : span.end]


@given(TEXTS)
def test_a_percent_encoded_text_reads_as_the_text_and_leads_back(text: str) -> None:
    escaped = quote(text, safe="")
    assert unescaped(escaped)[0] == text
    assert all(_cut(escaped, at, at + 1) == quote(char, safe="") for at, char in enumerate(text))


@given(TEXTS.filter(lambda text: text.isprintable()))
def test_a_json_string_reads_as_the_text_and_leads_back(text: str) -> None:
    escaped = json.dumps(text)[1:-1]
    assert unescaped(escaped)[0] == text
    assert all(_cut(escaped, at, at + 1) == json.dumps(char)[1:-1] for at, char in enumerate(text))


@given(TEXTS)
def test_a_text_in_character_references_reads_as_the_text_and_leads_back(text: str) -> None:
    text = text.translate({number: None for number in (*range(32), *range(127, 160))})  # HTML reads these as others
    escaped = "".join(f"&#{ord(char)};" for char in text)
    assert unescaped(escaped)[0] == text
    assert all(_cut(escaped, at, at + 1) == f"&#{ord(char)};" for at, char in enumerate(text))


def test_a_mark_of_markdown_is_undone_with_its_backslash_and_a_path_is_not() -> None:
    assert unescaped(r"wei\.li\_2@x\.invalid")[0] == "wei.li_2@x.invalid"
    assert _cut(r"a\.b", 1, 2) == r"\."
    assert unescaped(r"C:\Users\wei")[0] == r"C:\Users\wei"
