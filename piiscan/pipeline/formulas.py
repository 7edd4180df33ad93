"""Which cells of a masked copy came from formulas, or are some to a spreadsheet program, said once it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from piiscan.model import formula
from piiscan.model.table import Table
from piiscan.pipeline.notice import Notice
from piiscan.verbs.mask import KEEP, TEXT, Masker

_AS_THEY_ARE = "kept cells are formulas to spreadsheet programs, and were copied as they are: open the copy as text"
_AS_VALUES = "kept cells are formulas: their values were copied, the formulas were not"


def with_formulas_told(masker: Masker, notice: Notice) -> Iterator[pl.DataFrame]:
    """The masked batches of a table; after the last one, a line for each column in which formulas were kept."""
    left: Counter[str] = Counter()
    for batch in masker.batches():
        left.update(_left(masker.table, batch))
        yield batch
    for name, count in left.items():
        notice(f"{masker.table.source}: column {name}: {count:,} {_AS_THEY_ARE}")
    for column in masker.table.columns:
        if column.formulas and column.name in masker.steps and masker.steps[column.name].operator in (KEEP, TEXT):
            notice(f"{masker.table.source}: column {column.name}: {column.formulas:,} {_AS_VALUES}")


def _left(table: Table, batch: pl.DataFrame) -> dict[str, int]:
    """Column -> its formulas, where it has some: masks make none, so the source had them."""
    if table.format not in formula.FORMATS:
        return {}
    cells = [column.name for column in table.columns if column.path is None and column.name in batch.columns]
    counts = {name: len(formula.formulas(batch[name])) for name in cells if batch[name].dtype == pl.String}
    return {name: count for name, count in counts.items() if count}
