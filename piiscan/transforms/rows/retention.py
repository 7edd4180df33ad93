"""retention: no row stays that is older than it may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import polars as pl

from piiscan.transforms.generalize.parsing import as_date
from piiscan.transforms.operator import Context
from piiscan.transforms.parameters import refuse
from piiscan.transforms.rows.filter import Filter


@dataclass(frozen=True, slots=True)
class Retention(Filter):
    """A row stays for `days` days from the date in `column`, as of the plan's day; one whose date is unreadable goes.

    GDPR Article 5(1)(e) and PIPL Article 19: no longer than the purpose needs it.
    """

    name: ClassVar[str] = "retention"

    column: str
    days: int

    def __post_init__(self) -> None:
        if isinstance(self.days, bool) or not isinstance(self.days, int) or self.days < 1:
            refuse(self.name, "days", "must be a whole number, 1 or more")

    def stays(self, values: pl.Expr, context: Context) -> pl.Expr:
        oldest = context.as_of - timedelta(days=self.days)
        return (as_date(values) >= oldest).fill_null(value=False)
