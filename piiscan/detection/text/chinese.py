"""Persons, organisations and addresses in Chinese sentences, from what LAC tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from piiscan.detection.text.addresses import grow
from piiscan.detection.text.chinese_names import is_place, persons
from piiscan.detection.text.companions import with_companions
from piiscan.detection.text.kinds import words_of
from piiscan.detection.text.lac import Lac, Word, simplified
from piiscan.detection.text.organisations import grow_organisations, served
from piiscan.detection.text.scores import LAC
from piiscan.model.span import Span

__all__ = ["Chinese"]

_plate = regex.compile(r"\p{Han}?[A-Z][·.-]?[A-Z0-9]{4,}")
"""A number plate, whose province the model takes for a place."""

_spaced = regex.compile(r"(?<=(?<!\p{Han})\p{Han})[ \t]+(?=\p{Han}{1,2}(?!\p{Han}))")
"""The blanks in a name written with a gap (`张 三`), which the model would take apart."""

_original = regex.compile(r"\((?P<name>(?:the )?\p{Lu}[\p{Latin}.'’ -]{1,40})\)")
"""A foreign name in its own script, behind the Chinese one."""


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
    """What the model's words name, and each again in its own script; a known given name there tells a person."""
    for start, end, entity in _told(text, words):
        original = _original.match(text, end)
        if original and original["name"].split()[0].lower() in words_of("first_names"):
            entity = "PERSON"
        yield start, end, entity
        if original:
            yield *original.span("name"), entity


def _told(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    if not words:
        return
    plain = simplified(text)
    told = [word for word in words if not (word.tag != "PER" and _plate.match(text, word.start))]
    people = persons(plain, told)
    lands = [(start, end) for start, end in people if is_place(plain, start, end)]
    places = sorted([(w.start, w.end) for w in told if w.tag == "LOC"] + lands)
    named = [(w.start, w.end) for w in told if w.tag == "ORG"]
    firms = grow_organisations(plain, places, [*named, *served(plain)])
    yield from ((start, end, "ORGANIZATION") for start, end in firms)
    inside = {place for place in places for start, end in firms if start <= place[0] and place[1] <= end}
    for start, end, address in grow(plain, [place for place in places if place not in inside]):
        yield start, end, "ADDRESS" if address else "LOCATION"
    for start, end in people:
        if (start, end) not in lands:
            yield start, end, "PERSON"
