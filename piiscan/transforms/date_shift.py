"""date_shift: all dates of a person moved by the same number of days, so that what lies between them stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.generalize.parsing import as_date, clock
from piiscan.transforms.operator import Context, Operator, Promises, Visible, where_filled
from piiscan.transforms.parameters import refuse
from piiscan.transforms.subject import drawn

__all__ = ["DateShift"]

_FURTHEST = 3653
"""Days: ten years, beyond which ages say nothing any more."""


@dataclass(frozen=True, slots=True)
class DateShift(Operator):
    """Between 1 and `days` days back or forth, never none, by the person whom column `subject` names.

    Written as ISO 8601, the time of day as it was; null for what is no date, what would leave the years 1 to 9999, and
    where the row names nobody. One date that is known to be a person's gives all of that person's dates away, and
    weekdays show that dates were moved.
    """

    name: ClassVar[str] = "date_shift"
    promises: ClassVar[Promises] = Promises(format_preserving=True, needs_key=True)

    subject: str
    days: int = 180

    def __post_init__(self) -> None:
        if not 1 <= self.days <= _FURTHEST:
            refuse(self.name, "days", f"must be from 1 to {_FURTHEST}")

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        place = drawn(self.subject, context, self.name) % (2 * self.days)
        offset = place - self.days + (place >= self.days).cast(pl.Int64)
        moved = as_date(values).dt.offset_by(pl.format("{}d", offset))
        written = pl.concat_str(moved.dt.to_string("%Y-%m-%d"), clock(values))
        return where_filled(values, pl.when(moved.dt.year().is_between(1, 9999)).then(written))

    def reads(self) -> tuple[str, ...]:
        return (self.subject,)

    def looks_like(self) -> str | None:
        return r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.,+\-Z ]*)?$"

    def visible(self) -> Visible:
        return Visible(rest="coarser")
