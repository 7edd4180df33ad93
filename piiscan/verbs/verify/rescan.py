"""Check 4: a scan of the copy finds nothing that the plan does not account for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from piiscan.detect.columns.scanner import ColumnScanner
from piiscan.detect.verdict.judge import Judge
from piiscan.detect.verdict.view import ColumnView
from piiscan.model.finding import ColumnFinding
from piiscan.model.table import Table
from piiscan.model.verification import Check
from piiscan.verbs.mask import KEEP, TEXT, Masker
from piiscan.verbs.scan import scan

TOKEN = r"<[A-Z_]+(?::[0-9a-f]{32})?>"
"""What the text operator writes in place of a span."""


class Rescan:
    """Judges the copy as if it were a source. Masked columns must look masked, which check 1 sees to."""

    def __init__(self, masker: Masker, scanner: ColumnScanner, judge: Judge) -> None:
        self._masker, self._scanner, self._judge = masker, scanner, judge

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        """The rescan needs no source."""

    def check(self, copy: Table) -> Check:
        evidence = scan(_WithoutTokens(copy), self._scanner).evidence
        views = [ColumnView(column, evidence[column.name]) for column in copy.columns]
        problems = [p for finding in self._judge.table(views) for p in self._unaccounted(finding)]
        return Check("rescan", self._masker.table.key, tuple(problems), {"columns": len(views)})

    def _unaccounted(self, finding: ColumnFinding) -> Iterator[str]:
        step = self._masker.steps.get(finding.name)
        if step is None:
            return
        if step.operator == TEXT:
            yield from _left(finding.name, finding.in_text or {}, self._reads_every_row)
        elif step.operator == KEEP and step.entity is None and finding.status == "personal":
            yield f"column {finding.name} is kept as clean, but holds {finding.entity}"

    @property
    def _reads_every_row(self) -> frozenset[str]:
        return frozenset(r.entity for r in self._judge.recognizers.values() if r.sees == "rows")


class _WithoutTokens:
    """The copy with the text operator's tokens cut out: a token is a declared output."""

    def __init__(self, copy: Table) -> None:
        self.source, self.key, self.name, self.format = copy.source, copy.key, copy.name, copy.format
        self.columns = copy.columns
        self._copy = copy

    def batches(self) -> Iterator[pl.DataFrame]:
        texts = pl.selectors.string()
        return (batch.with_columns(texts.str.replace_all(TOKEN, "\u2026")) for batch in self._copy.batches())


def _left(name: str, in_text: Mapping[str, int], patterns: frozenset[str]) -> Iterator[str]:
    """Entities that patterns find in every row; models, asked again, would only disagree with themselves."""
    for entity, rows in in_text.items():
        if entity in patterns:
            yield f"column {name} still holds {entity} in {rows} rows"
