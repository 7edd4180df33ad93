"""Which sentence goes to which model: by script, once per distinct sentence, and only if it can hold a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal, Protocol

import polars as pl
import regex

from piiscan.detection.text.prose import prose
from piiscan.detection.text.sentences import language, sentences
from piiscan.detection.text.words import may_name
from piiscan.errors import ModelRefused
from piiscan.model.span import Span

__all__ = ["NameFinder"]

_Tongue = Literal["en", "zh"]
_Places = Mapping[str, Sequence[tuple[int, int]]]
"""Sentence -> where it stands: number of the text, start in it."""

_han = regex.compile(r"\p{Han}")
_two_han = regex.compile(r"\p{Han}[^\p{Han}]*\p{Han}")


class _Model(Protocol):
    def find(self, sentences: Sequence[str]) -> list[list[Span]]: ...


class NameFinder:
    """Finds what models name. `full`: English sentences are read even without a word that can be a name."""

    def __init__(self, *, full: bool) -> None:
        self._full = full

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order; spans may overlap. `texts`: folded Strings without nulls."""
        for tongue, places in self._routed(texts).items():
            told = _model(tongue).find(list(places))
            for (sentence, where), spans in zip(places.items(), told, strict=True):
                for span in spans:
                    if _in_tongue(tongue, sentence, sentence[span.start : span.end]):
                        yield from ((n, replace(span, start=at + span.start, end=at + span.end)) for n, at in where)

    def _routed(self, texts: pl.Series) -> Mapping[_Tongue, _Places]:
        places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        letters = r"\p{L}" if self._full else r"\p{Lu}|\p{Han}"
        some = texts.str.contains(letters).arg_true()
        for number, text in zip(some.to_list(), texts.gather(some).to_list(), strict=True):
            for start, piece in prose(text):
                for at, sentence in sentences(piece):
                    places[sentence].append((number, start + at))
        routed: defaultdict[_Tongue, dict[str, list[tuple[int, int]]]] = defaultdict(dict)
        for sentence, where in places.items():
            for tongue in self._tongues(sentence):
                routed[tongue][sentence] = where
        return routed

    def _tongues(self, sentence: str) -> Iterator[_Tongue]:
        if _two_han.search(sentence):
            yield "zh"
        if language(sentence) == "en" and (self._full or may_name(sentence)):
            yield "en"


def _in_tongue(tongue: _Tongue, sentence: str, name: str) -> bool:
    """A model is believed about names in its own script, the Chinese one about any in a Chinese sentence."""
    in_han = bool(_han.search(name))
    return not in_han if tongue == "en" else in_han or language(sentence) == "zh"


@cache
def _model(tongue: _Tongue) -> _Model:
    try:
        return _loaded(tongue)
    except ModelRefused as refused:
        reason = str(refused)
    except (ImportError, OSError, ValueError) as broken:
        reason = f"{type(broken).__name__}; install piiscan-data with its dependencies"
    raise ModelRefused(f"the model for {tongue} cannot be loaded: {reason}, or scan with --text off")


def _loaded(tongue: _Tongue) -> _Model:
    if tongue == "zh":
        from piiscan.detection.text.chinese import Chinese

        return Chinese()
    from piiscan.detection.text.english import English

    return English()
