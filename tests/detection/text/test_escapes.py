"""Escapes are undone with offsets that lead back to whole escapes."""

from __future__ import annotations

import json
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.text.escapes import as_escaped, unescaped
from piiscan.model.span import Span

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters='\\%"'), max_size=30)


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
