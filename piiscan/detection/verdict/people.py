"""Which of the words that a model took for people are names: models also see people in colours and products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from piiscan.detection.cells import formed, valid
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span


def said(texts: Sequence[str], found: Sequence[Sequence[Span]], known: Mapping[str, Recognizer]) -> list[set[str]]:
    """For each text the words that only a model, not a recognizer, took for a person."""
    return [
        {text[span.start : span.end] for span in spans if span.entity == "PERSON" and span.recognizer not in known}
        for text, spans in zip(texts, found, strict=True)
    ]


def names(words: Iterable[str], recognizers: Mapping[str, Recognizer]) -> frozenset[str]:
    """Those that a list of names, with its check, takes as a whole."""
    values = pl.Series(sorted(set(words)), dtype=pl.String)
    lists = (r for r in recognizers.values() if r.entity == "PERSON" and r.sees == "sample" and r.check)
    taken = [values.filter(formed(r, values) & valid(r, values)) for r in lists]
    return frozenset(word for some in taken for word in some)
