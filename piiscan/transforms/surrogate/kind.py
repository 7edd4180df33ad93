"""What all kinds of surrogates share: everything is drawn from the keyed hash of the canonical form."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

import polars as pl

from piiscan.transforms.distinct import once_per_distinct
from piiscan.transforms.hmac import hmac_sha256
from piiscan.transforms.operator import Context, Promises, Resembling, where_filled
from piiscan.transforms.pseudonym import form_or_itself

__all__ = ["Kind", "alike", "drawn", "either"]

_HEX, _DRAWS = 12, 5
"""Hex digits of a draw (48 bits), and how many there are in one HMAC-SHA256."""

FORM = pl.col("form")
"""The canonical form that a surrogate is made for."""


class Kind(Resembling):
    """One kind of surrogate: `made` of the form and of up to five independent draws.

    The same form gives the same surrogate; two forms may give the same one, so no kind is unique.
    """

    name: ClassVar[str] = "surrogate"
    promises: ClassVar[Promises] = Promises(needs_key=True)

    key: ClassVar[bool] = True
    """Whether programs tell people apart by such a value."""

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        subkey, read = context.subkey(self.name), self.reads()

        def made(columns: Sequence[pl.Series]) -> pl.Series:
            given = pl.DataFrame([s.alias(name) for s, name in zip(columns, ("form", *read), strict=True)])
            return once_per_distinct(given, lambda rows: self._made(rows, context, subkey))

        given = [values, *map(pl.col, read)]
        return where_filled(values, pl.map_batches(given, made, pl.String, is_elementwise=True))

    def _made(self, given: pl.DataFrame, context: Context, subkey: str) -> pl.Series:
        """`given`: the values as `form`, and the columns that the kind reads."""
        frame = given.with_columns(form_or_itself(FORM, context))
        frame = frame.with_columns(_draw=hmac_sha256(FORM, subkey))
        frame = frame.with_columns(
            pl.col("_draw").str.slice(_HEX * n, _HEX).str.to_integer(base=16).alias(f"_draw{n}") for n in range(_DRAWS)
        )
        return self.finished(frame.lazy().select(self.made()).collect().to_series())

    @abstractmethod
    def made(self) -> pl.Expr:
        """The surrogate out of `FORM`, of `drawn`, and of the columns that the kind reads."""

    def finished(self, made: pl.Series) -> pl.Series:
        """What arithmetic on the text adds, such as a check digit."""
        return made

    def fitting(self, values: pl.Series) -> pl.Series:
        plain = values.str.to_lowercase()
        fits = values.str.contains(f"(?i){self.looks_like()}").fill_null(value=False)
        return plain.zip_with(fits, plain.clear(len(plain)))


def alike(outputs: int, fitting: pl.Series) -> pl.Series:
    """The room of values that are drawn from so many, whatever they are."""
    return pl.Series([float(outputs)]).new_from_index(0, len(fitting))


def drawn(number: int, below: int = 16**_HEX) -> pl.Expr:
    """A whole number from 0, evenly drawn; `number` counts the independent draws of one value from 0 to 4."""
    return pl.col(f"_draw{number}") % below


def either(words: Iterable[str]) -> str:
    """A regex for one of the words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"
