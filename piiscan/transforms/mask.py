"""mask: a few characters at the ends stay, the middle becomes stars of a fixed number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.operator import Context, Operator, Promises, Visible, where_filled
from piiscan.transforms.parameters import refuse
from piiscan.transforms.sql import Cell, Dialect, case


@dataclass(frozen=True, slots=True)
class Mask(Operator):
    """Hides all but `keep_prefix` and `keep_suffix` characters (code points) at the ends.

    Never more than half of a value is shown: one shorter than twice what would stay is hidden whole. The
    hidden part becomes `length` mask characters, so that its own length is hidden too; `length: null` makes
    the mask as long as what it hides.
    """

    name: ClassVar[str] = "mask"
    promises: ClassVar[Promises] = Promises()

    keep_prefix: int = 0
    keep_suffix: int = 0
    char: str = "*"
    length: int | None = 4

    def __post_init__(self) -> None:
        for parameter, value in (("keep_prefix", self.keep_prefix), ("keep_suffix", self.keep_suffix)):
            if not 0 <= value <= 32:
                refuse(self.name, parameter, "must be from 0 to 32")
        if self.length is not None and not 1 <= self.length <= 64:
            refuse(self.name, "length", "must be from 1 to 64, or null")
        if len(self.char) != 1 or self.char.isalnum() or not self.char.isprintable() or self.char in " =+-@":
            refuse(self.name, "char", "must be one character, no letter, digit, blank or any of = + - @")

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        length = values.str.len_chars().cast(pl.Int64)
        shown = self.keep_prefix + self.keep_suffix
        ends = values.str.head(self.keep_prefix), values.str.tail(self.keep_suffix)
        partial = pl.concat_str(ends[0], self._stars(length - shown), ends[1])
        whole = self._stars(length)
        return where_filled(values, pl.when(length >= 2 * shown).then(partial).otherwise(whole))

    def _stars(self, hidden: pl.Expr) -> pl.Expr:
        if self.length is not None:
            return pl.lit(self.char * self.length)
        return pl.lit("").str.pad_start(hidden.clip(lower_bound=0), self.char)

    def sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        if cell.text is None:
            return None
        length, shown = dialect.length(cell.text), self.keep_prefix + self.keep_suffix
        ends = f"left({cell.text}, {self.keep_prefix})", f"right({cell.text}, {self.keep_suffix})"
        partial = dialect.concat(ends[0], self._stars_in_sql(f"{length} - {shown}", dialect), ends[1])
        whole = self._stars_in_sql(length, dialect)
        return case(
            (f"{length} = 0", cell.text),
            (f"{length} >= {2 * shown}", partial),
            (f"{length} > 0", whole),
        )

    def _stars_in_sql(self, hidden: str, dialect: Dialect) -> str:
        if self.length is not None:
            return dialect.literal(self.char * self.length)
        return f"repeat({dialect.literal(self.char)}, {hidden})"

    def looks_like(self) -> str | None:
        count = "+" if self.length is None else f"{{{self.length}}}"
        stars = re.escape(self.char) + count
        return f"(?s)^(?:.{{{self.keep_prefix}}}{stars}.{{{self.keep_suffix}}}|{stars})$"

    def visible(self) -> Visible:
        return Visible(prefix=self.keep_prefix, suffix=self.keep_suffix)
