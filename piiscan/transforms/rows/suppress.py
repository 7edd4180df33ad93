"""suppress: rows with certain values are left out, such as those that stand in too small a crowd."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.operator import Context
from piiscan.transforms.pseudonym import form_or_itself
from piiscan.transforms.rows.filter import Filter, refuse_texts


@dataclass(frozen=True, slots=True)
class Suppress(Filter):
    """No row stays whose `column` holds one of the `values`, however they are spelt; "" means null and empty."""

    name: ClassVar[str] = "suppress"

    column: str
    values: list[str]

    def __post_init__(self) -> None:
        refuse_texts(self.name, "values", self.values)

    def stays(self, values: pl.Expr, context: Context) -> pl.Expr:
        unwanted = pl.DataFrame({"value": self.values}).select(form_or_itself(pl.col("value"), context)).to_series()
        return ~form_or_itself(values, context).fill_null("").is_in(unwanted.implode())
