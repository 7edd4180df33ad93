"""noise: a number near the number, always the same one for the same person and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.generalize.parsing import as_number, decimals
from piiscan.transforms.operator import Context, Operator, Promises, Visible, where_filled
from piiscan.transforms.parameters import refuse
from piiscan.transforms.subject import drawn

__all__ = ["Noise"]

_PLACES = 4
"""Decimals that are kept at most, as in the amounts of currencies (ISO 4217 knows four at most)."""


@dataclass(frozen=True, slots=True)
class Noise(Operator):
    """The number times 1 - `share` to 1 + `share`, evenly drawn by the key for the person and the column.

    As many decimals as before, up to four. Who asks again, or about another year of the same person, gets the same
    factor: there is nothing to average. Null for what is no number below 10^14, and where the row names nobody.
    """

    name: ClassVar[str] = "noise"
    promises: ClassVar[Promises] = Promises(format_preserving=True, needs_key=True)

    subject: str
    share: float = 0.1

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            refuse(self.name, "share", "must be above 0 and not above 1")

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        draw = drawn(self.subject, context, self.name, apart=context.column).cast(pl.Float64) / 2**52
        number, places = as_number(values), decimals(values).clip(upper_bound=_PLACES)
        units = pl.lit(10, pl.Int64).pow(places)
        small = pl.when(number.abs() < 1e14).then(number)
        moved = (small * (1 + self.share * (2 * draw - 1)) * units).round().cast(pl.Int64)
        return where_filled(values, _written(moved, units, places))

    def reads(self) -> tuple[str, ...]:
        return (self.subject,)

    def looks_like(self) -> str | None:
        return rf"^-?[0-9]+(?:\.[0-9]{{1,{_PLACES}}})?$"

    def visible(self) -> Visible:
        return Visible(rest="coarser")


def _written(number: pl.Expr, units: pl.Expr, places: pl.Expr) -> pl.Expr:
    """A whole number of hundredths, say, with its point."""
    sign = pl.when(number < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    whole, rest = number.abs() // units, (number.abs() % units).cast(pl.String).str.zfill(places)
    fraction = pl.when(places > 0).then(pl.concat_str(pl.lit("."), rest)).otherwise(pl.lit(""))
    return pl.concat_str(sign, whole.cast(pl.String), fraction)
