"""Mobile numbers of nobody: mainland ones in a prefix that no network has."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from piiscan.transforms.surrogate.kind import Kind, alike, drawn

_PREFIX, _ROOM = "154", 10**8


@dataclass(frozen=True, slots=True)
class Mobile(Kind):
    """`154` and eight digits.

    154 is with no network in the allocations of the Ministry of Industry and Information Technology as of the end
    of March 2023 (我国公众移动通信网网号及H0分配情况, 5 June 2023), nor valid in the numbering plan of libphonenumber
    9.0. Should it be allocated one day, another prefix takes its place under a new version.
    """

    def made(self) -> pl.Expr:
        return pl.concat_str(pl.lit(_PREFIX), drawn(0, _ROOM).cast(pl.String).str.zfill(8))

    def room(self, fitting: pl.Series) -> pl.Series:
        return alike(_ROOM, fitting)

    def looks_like(self) -> str | None:
        return f"^{_PREFIX}[0-9]{{8}}$"
