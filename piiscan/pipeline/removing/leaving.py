"""What copies are written of: tables without the rows that go, texts without the person, all else as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from piiscan.model.plan import Step
from piiscan.model.span import Span
from piiscan.model.table import Document, Table
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.veiling import VeiledTable, unveiled
from piiscan.sources.nested.table import NestedTable
from piiscan.sources.thinning import whole
from piiscan.verbs.departing import Departing
from piiscan.verbs.find import Identifier
from piiscan.verbs.mask import KEEP, Masker, Means, operator_of

__all__ = ["Leaving", "Lines"]

GONE = "<ERASED>"
"""What stands in place of a line that could not be cleared in part."""


@dataclass(frozen=True)
class Thinner(Masker):
    """Keeps every column, and leaves rows out; `shown` is the table as it was looked through."""

    departing: Departing | None = None
    shown: Table | None = None

    def source(self) -> Iterator[pl.DataFrame]:
        for batch in self.table.batches():
            seen = self.departing and self.departing.rows(self.table.key, self._looked(batch))
            yield batch.filter(~seen.gone) if seen else batch

    def _looked(self, batch: pl.DataFrame) -> pl.DataFrame:
        inner = unveiled(self.shown) if self.shown else self.table
        taken = inner.nesting.unnested(batch) if isinstance(inner, NestedTable) else batch
        return next(self.shown.seen(iter([taken]))) if isinstance(self.shown, VeiledTable) else taken


@dataclass(frozen=True, slots=True)
class Lines:
    """Takes one person out of lines of text: values and spans that are theirs, or else the line."""

    identifiers: Sequence[Identifier]
    departing: Departing
    detection: Detection

    def without(self, parts: pl.Series) -> pl.Series:
        seen = self.departing.lines(parts)
        if seen is None or not seen.gone.any():
            return parts
        found = parts.filter(seen.gone)
        cleared = pl.Series(map(self._cleared, found, self.detection.spans(found)), dtype=pl.String)
        left = self.departing.lines(cleared)
        assert left is not None
        whole = pl.Series([GONE + _end(text) for text in found], dtype=pl.String)
        at = seen.gone.arg_true()
        return parts.clone().scatter(at, cleared.zip_with(~left.gone, whole))

    def _cleared(self, text: str, spans: Sequence[Span]) -> str:
        for span in sorted(spans, key=lambda each: -each.start):
            alone = self.departing.lines(pl.Series([text[span.start : span.end]]))
            if alone is not None and alone.gone.any():
                text = f"{text[: span.start]}<{span.entity}>{text[span.end :]}"
        for known in self.identifiers:
            said = f"<{known.entity or 'VALUE'}>"
            text = re.sub(re.escape(known.value), said, text, flags=re.IGNORECASE)
        return text


class Leaving:
    """As `pipeline.copying` wants it; `lines` is None where texts are left as they are."""

    def __init__(self, departing: Departing, as_of: date, lines: Lines | None) -> None:
        self._departing, self._lines = departing, lines
        detection = lines.detection if lines else None
        self._means = Means(None, None, as_of, {}, detection.find if detection else lambda texts, rows, holds: [])

    def table(self, table: Table) -> Masker:
        inner, keep = unveiled(table), Step(KEEP)
        inner = whole(inner) or inner
        steps = {column.name: keep for column in inner.columns}
        operators = {name: operator_of(inner.source, name, keep) for name in steps}
        return Thinner(inner, steps, operators, self._means, departing=self._departing, shown=table)

    def progress(self, source: str) -> None:
        """Nobody is told: the looking through before it took as long."""

    def document(self, document: Document) -> Iterator[pl.Series]:
        """Raises SourceUnreadable."""
        if self._lines is None:
            return document.parts()
        return map(self._lines.without, document.parts())


def _end(text: str) -> str:
    return text[len(text.rstrip("\r\n")) :]
