"""Card numbers for tests: valid by their check digit, as long as what they stand for."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from piiscan.transforms.fpe.check_digits import completed
from piiscan.transforms.surrogate.kind import FORM, Kind, drawn

_PREFIX, _MIDDLE, _ROOM = "400000", 12, 10**9
_SHORTEST, _LONGEST, _USUAL = 13, 19, 16
"""Digits of a card number (ISO/IEC 7812-1, as the packs read it), and of one whose length is not known; `_ROOM` is what
the prefix and the check digit leave of those."""


@dataclass(frozen=True, slots=True)
class Card(Kind):
    """`400000`, the prefix under which Stripe publishes the card numbers of its test mode, and a Luhn digit.

    The card schemes reserve no range for tests, so this is a convention, not a guarantee of theirs.
    """

    def made(self) -> pl.Expr:
        given = FORM.str.len_chars().cast(pl.Int64)
        is_card = FORM.str.contains(f"^[0-9]{{{_SHORTEST},{_LONGEST}}}$")
        length = pl.when(is_card).then(given).otherwise(_USUAL)
        middle = drawn(0, 10**_MIDDLE).cast(pl.String).str.zfill(_MIDDLE)
        return pl.concat_str(pl.lit(_PREFIX), middle.str.slice(_MIDDLE + len(_PREFIX) + 1 - length))

    def finished(self, made: pl.Series) -> pl.Series:
        return completed(made, "luhn")

    def room(self, fitting: pl.Series) -> pl.Series:
        return 10.0 ** (fitting.str.len_bytes().cast(pl.Float64) - len(_PREFIX) - 1)

    def looks_like(self) -> str | None:
        return f"^{_PREFIX}[0-9]{{{_SHORTEST - len(_PREFIX)},{_LONGEST - len(_PREFIX)}}}$"
