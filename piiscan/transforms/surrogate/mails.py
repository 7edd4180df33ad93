"""E-mail addresses that reach nobody."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from piiscan.transforms.surrogate.kind import Kind, alike, drawn, either
from piiscan.transforms.surrogate.words import FEMALE, MALE, SURNAMES, picked

_DOMAIN, _NUMBERS = "example.com", 10_000
_GIVEN = (*MALE, *FEMALE)


@dataclass(frozen=True, slots=True)
class Mail(Kind):
    """`alice.baker4821@example.com`: a domain that is reserved for examples (RFC 2606, 3; RFC 6761, 6.5)."""

    def made(self) -> pl.Expr:
        number = drawn(2, _NUMBERS).cast(pl.String).str.zfill(4)
        local = pl.concat_str(picked(_GIVEN, drawn(0)), pl.lit("."), picked(SURNAMES, drawn(1)), number)
        return pl.concat_str(local.str.to_lowercase(), pl.lit(f"@{_DOMAIN}"))

    def room(self, fitting: pl.Series) -> pl.Series:
        return alike(len(_GIVEN) * len(SURNAMES) * _NUMBERS, fitting)

    def looks_like(self) -> str | None:
        given, surnames = either(map(str.lower, _GIVEN)), either(map(str.lower, SURNAMES))
        return rf"^{given}\.{surnames}[0-9]{{4}}@example\.com$"
