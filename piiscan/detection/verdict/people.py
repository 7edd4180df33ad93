"""What cells hold, and which of the words that a model took for people are names: it sees them in colours, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from piiscan.detection.cells import formed, valid
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span


@dataclass(frozen=True, slots=True)
class Content:
    """An entity inside cells: `rows` of the `seen` ones hold it; `chance` is that of a pattern, None if a model saw it.

    `covered` is the share of all characters that it takes, where the text engine has read them. `told` is what
    weighs of the rows, where that is less: those with a known name, or how many strange ones there are. `among` are
    the rows that could hold a match by accident, where those are less than all: the ones with a number as long.
    """

    entity: str
    rows: int
    seen: int
    chance: float | None
    covered: float = 0.0
    told: int | None = None
    strange: bool = False
    among: int | None = None

    @property
    def share(self) -> float:
        """Of those that could, how many do."""
        return (self.rows if self.told is None else self.told) / self.possible

    @property
    def possible(self) -> int:
        return self.seen if self.among is None else self.among


@dataclass
class People:
    """The names that models have seen: rows with a known one, and the strange ones."""

    recognizers: Mapping[str, Recognizer]
    told: int = 0
    strange: set[str] = field(default_factory=set)

    def read(self, texts: pl.DataFrame, found: Sequence[Sequence[Span]]) -> None:
        said = _said(texts["value"].to_list(), found, self.recognizers)
        known = _names(set().union(*said), self.recognizers)
        self.told += sum(n for words, n in zip(said, texts["rows"].to_list(), strict=True) if words & known)
        self.strange |= set().union(*said) - known

    def weighed(self, found: list[Content]) -> list[Content]:
        """The same, with what models took for people in two parts, that of known names and that of strange ones."""
        by_models = [c for c in found if c.entity == "PERSON" and c.chance is None]
        strange = min((c.rows for c in by_models), default=0), len(self.strange)
        return [
            *(replace(c, told=self.told) if c in by_models else c for c in found),
            *(replace(c, told=min(strange), strange=True) for c in by_models),
        ]


def _said(texts: Sequence[str], found: Sequence[Sequence[Span]], known: Mapping[str, Recognizer]) -> list[set[str]]:
    """For each text the words that only a model, not a recognizer, took for a person."""
    return [
        {text[span.start : span.end] for span in spans if span.entity == "PERSON" and span.recognizer not in known}
        for text, spans in zip(texts, found, strict=True)
    ]


def _names(words: Iterable[str], recognizers: Mapping[str, Recognizer]) -> frozenset[str]:
    """Those that a list of names, with its check, takes as a whole."""
    values = pl.Series(sorted(set(words)), dtype=pl.String)
    lists = (r for r in recognizers.values() if r.entity == "PERSON" and r.sees == "sample" and r.check)
    taken = [values.filter(formed(r, values) & valid(r, values)) for r in lists]
    return frozenset(word for some in taken for word in some)
