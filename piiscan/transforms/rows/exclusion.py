"""exclusion: no row stays about a person who is on a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.hmac import hmac_sha256
from piiscan.transforms.listing import rows
from piiscan.transforms.operator import Context
from piiscan.transforms.pseudonym import form_or_itself
from piiscan.transforms.rows.filter import Filter


@dataclass(frozen=True, slots=True)
class Exclusion(Filter):
    """No row stays whose `column` names somebody in the first column of `file` (CSV without header, UTF-8).

    Compared are keyed hashes of canonical forms. `digest` is keyed, too (`hmac-sha256:...`): that of a list with one
    number on it would be a hash of the number. A row that names nobody stays.
    """

    name: ClassVar[str] = "exclusion"

    column: str
    file: str
    digest: str = ""

    def stays(self, values: pl.Expr, context: Context) -> pl.Expr:
        subkey = context.subkey(self.name)
        listed = pl.Series("value", [row[0] for row in rows(self.name, self.file, self.digest, subkey)], pl.String)
        hashed = listed.to_frame().select(_hashed(pl.col("value"), context, subkey)).to_series()
        return ~_hashed(values, context, subkey).is_in(hashed.implode()).fill_null(value=False)


def _hashed(values: pl.Expr, context: Context, subkey: str) -> pl.Expr:
    return hmac_sha256(form_or_itself(values, context), subkey)
