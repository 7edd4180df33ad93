"""All checks on one table, in one pass over source and copy side by side and few more over the copy."""

from __future__ import annotations

from piiscan.detection.columns.scanner import ColumnScanner
from piiscan.detection.verdict.judge import Judge
from piiscan.model.table import Table
from piiscan.model.verification import Check
from piiscan.verbs.mask import Masker
from piiscan.verbs.verify.anywhere import Anywhere
from piiscan.verbs.verify.coincidences import Coincidences
from piiscan.verbs.verify.inspection import Inspection, pairs
from piiscan.verbs.verify.own_row import OwnRow
from piiscan.verbs.verify.rescan import Rescan, Spans
from piiscan.verbs.verify.risk import Risk
from piiscan.verbs.verify.structure import Structure


def verify_table(
    masker: Masker, copy: Table, scanner: ColumnScanner, judge: Judge, patterns: Spans, k: int | None
) -> list[Check]:
    """From structure to risk. Raises SourceUnreadable where either side cannot be read."""
    structure, anywhere = Structure(masker), Anywhere(masker)
    for batch in masker.table.batches() if masker.rows else ():
        anywhere.see(batch, batch)  # who is left out stands in no other row, either
    others: list[Inspection] = [
        OwnRow(masker),
        anywhere,
        Coincidences(masker),
        Rescan(masker, scanner, judge, patterns),
        Risk(masker, k),
    ]
    for source, masked in pairs(masker.source(), copy.batches()):
        structure.see(source, masked)
        plain = masker.unquoted(source, masked)
        for inspection in others:
            inspection.see(source, plain)
    return [inspection.check(copy) for inspection in (structure, *others)]
