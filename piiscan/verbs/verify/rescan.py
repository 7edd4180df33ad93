"""Check 4: a scan of the copy finds nothing that the plan does not account for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import polars as pl

from piiscan.detection.columns.scanner import ColumnScanner
from piiscan.detection.verdict.judge import Judge
from piiscan.detection.verdict.proof import proven
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.finding import ColumnFinding
from piiscan.model.span import Span
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.model.tier import SENSITIVE, Role
from piiscan.model.verification import Check
from piiscan.policy.rules import fits
from piiscan.verbs.mask import Masker
from piiscan.verbs.scan import scan
from piiscan.verbs.verify.declared import written

Spans = Callable[[pl.Series], Sequence[Sequence[Span]]]
"""The text engine on texts alone."""


class Rescan:
    """Looks at the copy as if it were a source. Masked columns must look masked, which check 1 sees to.

    `patterns` is the text engine without models: those, asked again, would only disagree with themselves.
    """

    def __init__(self, masker: Masker, scanner: ColumnScanner, judge: Judge, patterns: Spans) -> None:
        self._masker, self._scanner, self._judge, self._patterns = masker, scanner, judge, patterns
        self._left: Counter[str] = Counter()

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        for name, texts in written(self._masker, as_text(masked)).items():
            for spans in self._patterns(texts):
                self._left.update({f"{name} still holds {span.entity}" for span in spans})

    def check(self, copy: Table) -> Check:
        evidence = scan(copy, self._scanner).evidence
        views = [ColumnView(column, evidence[column.name]) for column in copy.columns]
        problems = [
            *(f"column {what} in {rows} rows" for what, rows in sorted(self._left.items())),
            *(
                problem
                for view, finding in zip(views, self._judge.table(views), strict=True)
                if not self._decided(view, finding)
                for problem in self._unaccounted(finding)
            ),
        ]
        return Check("rescan", self._masker.table.key, tuple(problems), {"columns": len(views)})

    def _decided(self, view: ColumnView, finding: ColumnFinding) -> bool:
        """Whether a person has decided that it is not that; no decision answers for check digits at tier 4."""
        step = self._masker.steps.get(finding.name)
        if step is None or step.is_not is None or not fits(step.is_not, finding.entity or ""):
            return False
        known = self._judge.recognizers
        return not (finding.tier >= SENSITIVE and proven(view.evidence.hits, view.distinct, known))

    def _unaccounted(self, finding: ColumnFinding) -> Iterator[str]:
        step = self._masker.steps.get(finding.name)
        if step is None or finding.status != "personal":
            return
        if self._masker.operators[finding.name].visible().rest != "all":
            return
        if step.entity is None:
            yield f"column {finding.name} is kept as clean, but holds {finding.entity}"
        elif step.entity != finding.entity and finding.role in (Role.DIRECT_IDENTIFIER, Role.SECRET):
            yield f"column {finding.name} is kept as {step.entity}, but holds {finding.entity}"
