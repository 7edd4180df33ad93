"""A column as a verdict sees it: its declaration, its evidence, and what its sample looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from piiscan.detection.cells import form, valid
from piiscan.detection.search.forms import whole
from piiscan.detection.search.gates import Facts, facts
from piiscan.model.evidence import ColumnEvidence
from piiscan.model.recognizer import Recognizer
from piiscan.model.table import Column

_TEXT_WORDS, _TEXT_HAN = 5.0, 12.0
"""Average words, or Han characters, of a cell from which a column is read as text."""

_LONG_COUNTER = 12
"""Distinct integers from which a filled range is not an accident."""


@dataclass(frozen=True)
class ColumnView:
    """One column, read-only. Shares are over the distinct values of the keyed sample."""

    column: Column
    evidence: ColumnEvidence
    every_text: Callable[[], Iterable[pl.Series]] | None = None
    """Reads the whole column again, where every text is to be shown to the models."""

    @cached_property
    def values(self) -> pl.Series:
        return self.evidence.sketch.sample["value"]

    @property
    def headers(self) -> tuple[str, ...]:
        """What names the column: its name, or the last two steps of a path in nested documents, and its comment."""
        path = self.column.path
        name = self.column.name if path is None else " ".join(path.replace("[*]", "").lstrip("$").split(".")[-2:])
        return (name, self.column.comment) if self.column.comment else (name,)

    @cached_property
    def distinct(self) -> int:
        return self.evidence.sketch.distinct

    def share(self, regex: str) -> float:
        """Share of sampled values that the regex matches."""
        return _mean(self.values.str.contains(regex))

    def fitting(self, recognizers: Iterable[Recognizer]) -> dict[str, float]:
        """Recognizer id -> share of sampled values that are, as whole cells, what it declares; zeros are left out."""
        return {column.name: _mean(column) for column in self.fits(recognizers)}

    def fits(self, recognizers: Iterable[Recognizer]) -> pl.DataFrame:
        """A Boolean column by recognizer id for each that declares some sampled values; a row a value."""
        if self.values.is_empty():
            return pl.DataFrame()
        known = facts(self.values)
        asked = {r.id: r for r in recognizers if _may_fit(r, known)}
        forms = self.values.to_frame("value").select(form(r).alias(name) for name, r in asked.items())
        return pl.DataFrame([c & valid(asked[c.name], self.values) for c in forms if c.any()])

    def texts(self) -> Iterable[pl.Series]:
        """What the text engine is shown: every text, or the sample by row position."""
        return [self.evidence.texts.rows["value"]] if self.every_text is None else self.every_text()

    @property
    def texts_complete(self) -> bool:
        return self.every_text is not None or len(self.evidence.texts.rows) >= self.evidence.filled

    @cached_property
    def text_like(self) -> bool:
        """Whether the cells read like sentences: words between blanks, or runs of Han."""
        words = _mean(self.values.str.count_matches(r"(?:^|\s)[A-Za-z\u00c0-\u024f]{2,}"))
        han = _mean(self.values.str.count_matches(r"[\u3400-\u9fff]"))
        return words >= _TEXT_WORDS or han >= _TEXT_HAN

    @cached_property
    def versions(self) -> bool:
        """Whether the values are numbers between points of which the first two stay below 100.

        So does one address in six, and the private ones that begin with 10 (RFC 1918).
        """
        small = self.share(r"^[vV]?[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{1,5}){1,2}$")
        return small >= 0.9 and self.share(r"^10\.") < 0.9

    @cached_property
    def counter(self) -> bool:
        """Whether the values are integers that fill at least half of their range."""
        if self.distinct < _LONG_COUNTER or self.share(r"^[0-9]{1,18}$") < 0.98:
            return False
        numbers = self.values.cast(pl.Int64, strict=False).drop_nulls()
        low, high = int(numbers.min()), int(numbers.max())  # type: ignore[arg-type]
        return self.distinct >= 0.5 * (high - low + 1)


def _may_fit(recognizer: Recognizer, known: Facts) -> bool:
    """Whether lengths and bytes of the values leave room for one of the recognizer's."""
    described_only = recognizer.patterns and not recognizer.lexicon
    return not described_only or any(map(known.allow, whole((recognizer,))))


def _mean(values: pl.Series) -> float:
    return float(values.cast(pl.Float64).mean() or 0.0)  # type: ignore[arg-type]
