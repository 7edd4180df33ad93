"""Persons, organisations and addresses in Chinese sentences, from what LAC tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from piiscan.detection.text.addresses import grow
from piiscan.detection.text.companions import with_companions
from piiscan.detection.text.lac import Lac, Word
from piiscan.detection.text.scores import LAC
from piiscan.model.span import Span

__all__ = ["Chinese"]

_code = regex.compile("[0-9@_/]")
_spaced = regex.compile(r"(?<=(?<!\p{Han})\p{Han})[ \t]+(?=\p{Han}{1,2}(?!\p{Han}))")
"""The blanks in a name written with a gap (`张 三`), which the model would take apart."""

_original = regex.compile(r"\((?P<name>\p{Lu}[\p{Latin}.'’ -]{1,40})\)")
"""The name of a foreigner in its own script, behind the Chinese one."""


class Chinese:
    """The Chinese model with its rules; loads on construction."""

    def __init__(self) -> None:
        self._model = Lac()

    def find(self, sentences: Sequence[str]) -> list[list[Span]]:
        """What each sentence names; offsets in the sentence as given. Spans may overlap."""
        closed = [_closed(sentence) for sentence in sentences]
        words = self._model.names([text for text, _ in closed])
        return [
            with_companions(
                sentence, [Span(kept[a], kept[b - 1] + 1, e, LAC, "model/lac") for a, b, e in _names(text, found)]
            )
            for sentence, (text, kept), found in zip(sentences, closed, words, strict=True)
        ]


def _closed(sentence: str) -> tuple[str, Sequence[int]]:
    gaps = {at for gap in _spaced.finditer(sentence) for at in range(*gap.span())}
    kept = [at for at in range(len(sentence)) if at not in gaps] if gaps else range(len(sentence))
    return "".join(sentence[at] for at in kept), kept


def _names(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    for start, end, address in grow(text, [(w.start, w.end) for w in words if w.tag == "LOC"]):
        yield start, end, "ADDRESS" if address else "LOCATION"
    for start, end in _persons(text, words):
        yield start, end, "PERSON"
        if original := _original.match(text, end):
            yield *original.span("name"), "PERSON"
    yield from ((w.start, w.end, "ORGANIZATION") for w in words if w.tag == "ORG")


def _persons(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Persons; those with a blank or point between them are one (`John Smith`). What the model calls a person
    is a code if it holds a digit."""
    joined: list[tuple[int, int]] = []
    for word in words:
        if word.tag != "PER" or _code.search(text, word.start, word.end):
            continue
        touches = joined and text[joined[-1][1] : word.start] in ("", " ", "·", ". ")
        joined.append((joined.pop()[0] if touches else word.start, word.end))
    return joined
