"""Values to what a list of one's own says is coarser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

import polars as pl

from piiscan.errors import PlanError
from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.generalize.parsing import plain
from piiscan.transforms.generalize.parsing_in_sql import plain_text
from piiscan.transforms.listing import rows
from piiscan.transforms.operator import Context
from piiscan.transforms.parameters import refuse
from piiscan.transforms.sql import Cell, Dialect

_LONGEST = 5_000
"""Values of a list that stands in a view."""


@dataclass(frozen=True, slots=True)
class Hierarchy(Generalization):
    """The `level`-th statement behind a value in a CSV file without header: `value,coarser,coarsest`.

    The file is named from the working directory, and `digest` (`sha256:...`) holds the plan to its bytes. A value that
    the file does not list becomes null.
    """

    file: str
    digest: str = ""
    to: Literal["hierarchy"] = "hierarchy"
    level: int = 1

    def __post_init__(self) -> None:
        listed = rows(self.name, self.file, self.digest)
        if not listed or not 1 <= self.level < len(listed[0]):
            refuse(self.name, "level", "must be from 1 to the last column of the file")
        for line, row in enumerate(listed, 1):
            if len(row) != len(listed[0]) or not all(row):
                raise PlanError(
                    f"operator {self.name}: {self.file}: row {line} is not as long as the first, or has gaps"
                )
        if len(self._labels) < len(listed):
            raise PlanError(f"operator {self.name}: {self.file} lists a value twice")

    @property
    def _labels(self) -> Mapping[str, str]:
        return {row[0]: row[self.level] for row in rows(self.name, self.file, self.digest)}

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        return plain(values).replace_strict(self._labels, default=None, return_dtype=pl.String)

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        """Its list stands in the view; one longer than a view should be is not said."""
        text = plain_text(cell, dialect)
        readable = {value: label for value, label in self._labels.items() if normalize("NFKC", value) == value}
        return None if text is None or len(readable) > _LONGEST else dialect.known(text, readable)

    def looks_like(self) -> str | None:
        return f"^(?:{'|'.join(re.escape(label) for label in sorted(set(self._labels.values())))})$"
