"""Packs, scanner, judge and text engine, put together once for a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

import polars as pl

from piiscan.detection import packs
from piiscan.detection.columns.scanner import ColumnScanner
from piiscan.detection.verdict.judge import Judge
from piiscan.model.policy import Policy
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span

if TYPE_CHECKING:
    from piiscan.detection.text import TextEngine

TextMode = Literal["auto", "off", "full"]
"""Models see a sample of long text columns, nothing, or every text. Patterns always see every row."""

_SEED = 20_250_101
"""Of the sketches, which never leave the process: fixed, so that a scan says the same on every run."""


def recognizers_by_id() -> Mapping[str, Recognizer]:
    """All recognizers of all packs."""
    return {r.id: r for r in packs.recognizers()}


@dataclass(frozen=True)
class Detection:
    """What finds personal data in a run."""

    policy: Policy
    as_of: date
    text: TextMode = "auto"

    @cached_property
    def recognizers(self) -> Mapping[str, Recognizer]:
        """By id."""
        return recognizers_by_id()

    @cached_property
    def by_entity(self) -> Mapping[str, Recognizer]:
        """The first recognizer of each entity."""
        return packs.by_entity()

    @cached_property
    def scanner(self) -> ColumnScanner:
        return _scanner(self.as_of)

    @cached_property
    def engine(self) -> TextEngine:
        return _engine(self.text)

    @cached_property
    def patterns(self) -> TextEngine:
        """The text engine without models."""
        return _engine("off")

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.recognizers, self.policy.thresholds, self)

    @property
    def reads_names(self) -> bool:
        return self.text != "off"

    def spans(self, texts: pl.Series) -> Sequence[Sequence[Span]]:
        """The text engine on texts without rows around them."""
        return self.engine.spans(texts)

    def find(self, texts: pl.Series, own: pl.DataFrame, holds: Mapping[str, str]) -> Sequence[Sequence[Span]]:
        """The text engine on texts whose rows know their own people."""
        return self.engine.spans(texts, own, holds)


@cache
def _scanner(as_of: date) -> ColumnScanner:
    """Patterns are compiled once for all that a process scans, masks and verifies."""
    return ColumnScanner(packs.recognizers(), _SEED, as_of)


@cache
def _engine(text: TextMode) -> TextEngine:
    from piiscan.detection.text import TextEngine  # a fifth of a second, which a table without text need not wait for

    return TextEngine(packs.recognizers(), text)
