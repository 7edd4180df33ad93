"""Addresses in the same province, state or country, on a road and at a number that are invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.generalize.regions import Region
from piiscan.transforms.operator import Visible
from piiscan.transforms.surrogate.kind import FORM, Kind, alike, drawn, either
from piiscan.transforms.surrogate.words import TRUNKS, TRUNKS_HAN, picked

_ROADS_HAN = ("路", "街", "大道", "巷")
_ROADS = ("Street", "Lane", "Road", "Avenue")
_PROVINCE = Region(level="province")


@dataclass(frozen=True, slots=True)
class Address(Kind):
    """`广东省望岚路128号3栋502室`, `4821 Alder Lane, IL, United States`: no city, so that no letter arrives.

    Where no province is read in the address there is none in the surrogate.
    """

    key: ClassVar[bool] = False

    def made(self) -> pl.Expr:
        han = FORM.str.contains("[\u3400-\u9fff]")
        province = _PROVINCE.chinese(pl.when(han).then(FORM)).fill_null("")
        trunk = (picked(TRUNKS_HAN, drawn(number)) for number in (0, 1))
        road = pl.concat_str(*trunk, picked(_ROADS_HAN, drawn(2)))
        chinese = pl.format("{}{}{}号{}栋{}室", province, road, drawn(3, 999) + 1, drawn(4, 30) + 1, self._room())
        region = _PROVINCE.place(pl.when(~han).then(FORM.str.to_uppercase()))  # where codes of states are
        name = picked(TRUNKS, drawn(0)), picked(_ROADS, drawn(2))
        english = pl.concat_str(
            pl.format("{} {} {}", drawn(3, 9999) + 1, *name), region, separator=", ", ignore_nulls=True
        )
        return pl.when(han).then(chinese).otherwise(english)

    @staticmethod
    def _room() -> pl.Expr:
        """Floors 1 to 30, rooms 01 to 08; of the bits of the fifth draw that no building took."""
        more = drawn(4) // 30
        return (more % 30 + 1) * 100 + more // 30 % 8 + 1

    def room(self, fitting: pl.Series) -> pl.Series:
        return alike(len(TRUNKS) * len(_ROADS) * 9999, fitting)

    def looks_like(self) -> str | None:
        region = (_PROVINCE.looks_like() or "").removeprefix("^").removesuffix("$")
        road = f"[{''.join(TRUNKS_HAN)}]{{2}}{either(_ROADS_HAN)}"
        chinese = f"{region}?{road}[1-9][0-9]{{0,2}}号[1-9][0-9]?栋[1-9][0-9]{{2,3}}室"
        return f"^(?:{chinese}|[1-9][0-9]{{0,3}} {either(TRUNKS)} {either(_ROADS)}(?:, {region})?)$"

    def visible(self) -> Visible:
        return Visible(rest="coarser")
