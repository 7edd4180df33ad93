"""What another package may plug in: an operator and a row filter, found by their entry points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms import Context, Operator, Promises
from piiscan.transforms.hmac import hmac_sha256
from piiscan.transforms.operator import where_filled
from piiscan.transforms.rows.filter import Filter


@dataclass(frozen=True, slots=True)
class UpsideDown(Operator):
    """The hexadecimal digits of a token, turned round."""

    name: ClassVar[str] = "upside_down"
    promises: ClassVar[Promises] = Promises(unique=True, needs_key=True)

    digits: int = 40

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        token = hmac_sha256(context.canonical(values), context.subkey(self.name))
        return where_filled(values, token.str.head(self.digits).str.reverse())

    def looks_like(self) -> str | None:
        return f"^[0-9a-f]{{{self.digits}}}$"


@dataclass(frozen=True, slots=True)
class Short(Filter):
    """Rows stay whose value has fewer characters."""

    name: ClassVar[str] = "short"

    column: str
    below: int = 10

    def stays(self, values: pl.Expr, context: Context) -> pl.Expr:
        return (values.str.len_chars() < self.below).fill_null(value=False)
