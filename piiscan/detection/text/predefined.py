"""Presidio's predefined recognizers of patterns: numbers of eighteen countries, in texts and asked for by name.

Columns never come here: for them there are packs. Presidio is imported when a value or a text is first looked at.
In texts a match counts only beside a word for the thing, since many of these patterns are any run of digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import polars as pl
import regex

from piiscan.detection import packs
from piiscan.detection.text.context import near
from piiscan.detection.text.scores import THRESHOLD, weigh
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span

if TYPE_CHECKING:
    from presidio_analyzer import PatternRecognizer

__all__ = ["PredefinedFinder", "validator"]

_NUMBER = "[0-9]{3}"
"""What every one of them has somewhere."""


class PredefinedFinder:
    """Finds what Presidio knows and the given recognizers do not find in texts by themselves.

    `named` turns Presidio's name of an entity into ours; entities that no pack has are left to `validator`.
    """

    def __init__(self, recognizers: Sequence[Recognizer], named: Callable[[str], str]) -> None:
        self._found = {r.entity for r in recognizers if r.in_text and r.sees == "rows"}
        self._named = named

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span; `texts`: folded Strings without nulls."""
        held = texts.str.contains(_NUMBER).arg_true()
        some = texts.gather(held)
        for recognizer, entity, words in self._asked():
            told = some.str.contains(f"(?i:{'|'.join(map(regex.escape, words))})")
            for number, text in zip(held.filter(told).to_list(), some.filter(told).to_list(), strict=True):
                yield from ((number, span) for span in _spans(recognizer, entity, words, text))

    def _asked(self) -> Iterator[tuple[PatternRecognizer, str, tuple[str, ...]]]:
        """Each recognizer that may find something, our name of its entity, and the words beside which it counts."""
        for recognizer in _predefined():
            entity = self._named(recognizer.supported_entities[0])
            words = tuple(word.lower() for word in recognizer.context or ())
            if words and entity in packs.by_entity() and entity not in self._found:
                yield recognizer, entity, words


def _spans(recognizer: PatternRecognizer, entity: str, words: tuple[str, ...], text: str) -> Iterator[Span]:
    for match in recognizer.analyze(text, recognizer.supported_entities):
        score = weigh(match.score, None, 1.0, True)
        if score >= THRESHOLD and near(words, text, match.start, match.end):
            yield Span(match.start, match.end, entity, score, f"presidio/{type(recognizer).__name__}")


def validator(entity: str) -> Callable[[str], bool] | None:
    """Whether a value as a whole is what Presidio calls by that name; None where it has no such recognizer."""
    known = next((r for r in _predefined() if entity in r.supported_entities), None)
    if known is None:
        return None
    return lambda value: any((match.start, match.end) == (0, len(value)) for match in known.analyze(value, [entity]))


@cache
def _predefined() -> tuple[PatternRecognizer, ...]:
    from presidio_analyzer import PatternRecognizer, predefined_recognizers

    kinds = (kind for kind in vars(predefined_recognizers).values() if isinstance(kind, type))
    wanted = (kind for kind in kinds if issubclass(kind, PatternRecognizer) and kind is not PatternRecognizer)
    return tuple(kind() for kind in wanted)  # type: ignore[call-arg]
