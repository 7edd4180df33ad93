"""Postal codes to their leading characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.generalize.parsing import plain
from piiscan.transforms.generalize.parsing_in_sql import plain_text
from piiscan.transforms.operator import Context, Visible
from piiscan.transforms.parameters import refuse
from piiscan.transforms.sql import Cell, Dialect, case

_POSTAL_CODE = "^[0-9A-Z](?:[ -]?[0-9A-Z]){3,9}$"


@dataclass(frozen=True, slots=True)
class Prefix(Generalization):
    """The first `length` characters of a postal code, and nothing of the rest.

    Only what has the shape of a postal code counts: 4 to 10 letters and digits with at least one digit, more
    of them than stay. Three characters are modelled on the Safe Harbor method of HIPAA for ZIP codes; in
    mainland China two name the province, three the postal district.
    """

    to: Literal["prefix"] = "prefix"
    length: int = 3

    def __post_init__(self) -> None:
        if not 1 <= self.length <= 5:
            refuse(self.name, "length", "must be from 1 to 5")

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        written = plain(values).str.to_uppercase()
        code = written.str.replace_all("[ -]", "")
        is_code = written.str.contains(_POSTAL_CODE) & written.str.contains("[0-9]")
        longer = code.str.len_chars() > self.length
        return pl.when(is_code & longer).then(code.str.head(self.length))

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        if (text := plain_text(cell, dialect)) is None:
            return None
        written = dialect.upper(text)
        code = dialect.replaced(written, "[ -]", "")
        is_code = f"{dialect.matches(written, _POSTAL_CODE)} AND {dialect.matches(written, '[0-9]')}"
        return case((f"{is_code} AND {dialect.length(code)} > {self.length}", f"left({code}, {self.length})"))

    def looks_like(self) -> str | None:
        return f"^[0-9A-Z]{{{self.length}}}$"

    def visible(self) -> Visible:
        return Visible(prefix=self.length)
