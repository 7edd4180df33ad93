"""row_order: the rows of the copy in an order that says nothing, drawn by the key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import polars as pl

from piiscan.transforms.hmac import hmac_sha256
from piiscan.transforms.operator import Context

__all__ = ["RowOrder", "permutation"]

_HEX = 15
"""Hex digits of a draw: as many as a signed machine word holds."""


@dataclass(frozen=True, slots=True)
class RowOrder:
    """Needs all rows at once: the same rows in the same order of the source come out in the same order again."""

    name: ClassVar[str] = "row_order"
    kind: ClassVar[Literal["whole-set"]] = "whole-set"

    def order(self, rows: int, table: str, context: Context) -> pl.Series:
        """For each row of the copy, which row of the source it is."""
        return permutation(rows, context.subkey(self.name), table)


def permutation(rows: int, subkey: str, apart: str) -> pl.Series:
    """The numbers from 0 to `rows` - 1 by their keyed hashes; those told `apart` are independent."""
    numbers = pl.int_range(rows, eager=True).alias("row").to_frame()
    told = pl.concat_str(pl.lit(apart), pl.col("row").cast(pl.String), separator="\0")
    drawn = hmac_sha256(told, subkey).str.head(_HEX).str.to_integer(base=16)
    return numbers.with_columns(drawn=drawn).sort("drawn", "row")["row"]
