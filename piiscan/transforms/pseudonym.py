"""pseudonym: a keyed token, the same for the same person in every table, file and text of one partner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.distinct import once_per_distinct
from piiscan.transforms.hmac import hmac_sha256
from piiscan.transforms.operator import Context, Operator, Promises, where_filled
from piiscan.transforms.parameters import refuse

DIGITS = 32
"""Hex digits of a token: 128 bits, two of 10^9 people share one with probability 1.5 * 10^-21."""

TOKEN = f"[0-9a-f]{{{DIGITS}}}"
"""What every token looks like, as a regex."""


@dataclass(frozen=True, slots=True)
class Pseudonym(Operator):
    """`prefix`, then the first 32 hex digits of HMAC-SHA256 over the canonical form.

    A value whose canonical form is null or empty (it does not belong in the column) gets the token of its
    own text, so that nothing passes through and different values stay different.
    """

    name: ClassVar[str] = "pseudonym"
    promises: ClassVar[Promises] = Promises(unique=True, needs_key=True)

    prefix: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"(?:[A-Za-z][A-Za-z0-9_-]{0,15})?", self.prefix):
            refuse(self.name, "prefix", "must be up to 16 of A-Z a-z 0-9 _ -, a letter first")

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        value = pl.col("value")
        token = hmac_sha256(form_or_itself(value, context), context.subkey(self.name)).str.head(DIGITS)
        masked = where_filled(value, pl.concat_str(pl.lit(self.prefix), token))

        def made(column: pl.Series) -> pl.Series:
            return once_per_distinct(column.to_frame("value"), lambda rows: rows.select(masked).to_series())

        return values.map_batches(made, pl.String, is_elementwise=True)

    def looks_like(self) -> str | None:
        return f"^{self.prefix}{TOKEN}$"


def form_or_itself(values: pl.Expr, context: Context) -> pl.Expr:
    """The canonical form; the value where that is null or empty."""

    def chosen(forms_and_values: Sequence[pl.Series]) -> pl.Series:
        forms, given = forms_and_values
        return forms.zip_with(forms.str.len_bytes() > 0, given)

    return pl.map_batches([context.canonical(values), values], chosen, pl.String, is_elementwise=True)
