"""Free text: spans of personal data, from patterns, from models, and from what a row knows about itself.

The only place that loads a model, and only when a text needs one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, Protocol

import polars as pl

from piiscan.detection.normal import fold
from piiscan.detection.text.claimed import ClaimedFinder
from piiscan.detection.text.components import components
from piiscan.detection.text.echoes import echoes
from piiscan.detection.text.escapes import as_escaped, plain
from piiscan.detection.text.introduced import IntroducedFinder
from piiscan.detection.text.keyed import KeyedFinder
from piiscan.detection.text.labelled import LabelledFinder
from piiscan.detection.text.matching import PatternFinder
from piiscan.detection.text.messages import MessageFinder
from piiscan.detection.text.names import NameFinder
from piiscan.detection.text.offsets import as_given
from piiscan.detection.text.overlaps import resolve
from piiscan.detection.text.own import own_spans
from piiscan.detection.text.postal import PostalFinder
from piiscan.detection.text.predefined import PredefinedFinder
from piiscan.detection.text.sentences import language
from piiscan.detection.text.uncapitalised import UncapitalisedFinder
from piiscan.detection.validity import ours
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span

__all__ = ["TextEngine", "language"]


class _Finder(Protocol):
    def find(self, texts: pl.Series) -> Iterable[tuple[int, Span]]: ...


class TextEngine:
    """Finds spans. `models`: `off` for patterns only, `auto` to read what can hold a name, `full` to read all, with
    Presidio's own patterns beside ours."""

    def __init__(self, recognizers: Sequence[Recognizer], models: Literal["auto", "full", "off"]) -> None:
        told = [r for r in recognizers if r.in_text]
        self._finders: list[_Finder] = [
            PatternFinder(told),
            LabelledFinder(told),
            KeyedFinder(recognizers),
            ClaimedFinder(),
            MessageFinder(),
            PostalFinder(),
            IntroducedFinder(),
        ]
        if models != "off":
            self._finders += NameFinder(full=models == "full"), UncapitalisedFinder()
        if models == "full":
            self._finders.append(PredefinedFinder(told, ours))

    def spans(
        self,
        texts: pl.Series,
        own: pl.DataFrame | None = None,
        own_entities: Mapping[str, str] | None = None,
    ) -> list[list[Span]]:
        """Spans of every text (String): sorted, disjoint, offsets in code points of the text as given.

        `own` holds one row per text: the direct identifiers of its row, as String; `own_entities` says what
        each column is. What the row knows about its own people goes before what anything else says.
        """
        found = self._found(texts.drop_nulls().unique())
        spans: list[list[Span]] = [[] for _ in range(len(texts))]
        rows = texts.is_in(pl.Series(list(found), dtype=pl.String).implode()).arg_true()
        for row, text in zip(rows.to_list(), texts.gather(rows).to_list(), strict=True):
            spans[row] = list(found[text])
        if own is None:
            return spans
        for row, known in own_spans(texts, own, own_entities or {}).items():
            spans[row] = resolve(texts[row], [*spans[row], *known])
        return spans

    def _found(self, texts: pl.Series) -> dict[str, list[Span]]:
        if texts.is_empty():  # which each finder needs a millisecond to see
            return {}
        read = plain(texts)
        folded = fold(read)
        told: defaultdict[int, list[Span]] = defaultdict(list)
        for finder in self._finders:
            for number, span in finder.find(folded):
                told[number].append(span)
        numbers = list(told)
        ways = (series.gather(numbers).to_list() for series in (texts, read, folded))
        return {
            text: components(text, as_escaped(text, seen, as_given(seen, searched, _standing(searched, told[number]))))
            for number, text, seen, searched in zip(numbers, *ways, strict=True)
        }


def _standing(text: str, found: Sequence[Span]) -> list[Span]:
    spans = resolve(text, found)
    further = list(echoes(text, spans))
    return resolve(text, [*spans, *further]) if further else spans
