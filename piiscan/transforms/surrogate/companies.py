"""Names of firms, put together from words that any firm might bear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.surrogate.kind import FORM, Kind, alike, drawn, either
from piiscan.transforms.surrogate.words import SURNAMES, TRADES, TRADES_HAN, TRUNKS, TRUNKS_HAN, picked


@dataclass(frozen=True, slots=True)
class Company(Kind):
    """`望岚科技有限公司` where the name holds Chinese characters, `Alder Baker Logistics Ltd` elsewhere.

    A firm of that name may exist.
    """

    key: ClassVar[bool] = False

    def made(self) -> pl.Expr:
        places = [drawn(number) for number in range(3)]
        trunk = pl.concat_str(*(picked(TRUNKS_HAN, place) for place in places[:2]))
        chinese = pl.concat_str(trunk, picked(TRADES_HAN, places[2]), pl.lit("有限公司"))
        english = pl.concat_str(
            picked(TRUNKS, places[0]),
            picked(SURNAMES, places[1]),
            picked(TRADES, places[2]),
            pl.lit("Ltd"),
            separator=" ",
        )
        return pl.when(FORM.str.contains("[\u3400-\u9fff]")).then(chinese).otherwise(english)

    def room(self, fitting: pl.Series) -> pl.Series:
        return alike(len(TRUNKS_HAN) ** 2 * len(TRADES_HAN), fitting)

    def looks_like(self) -> str | None:
        chinese = f"[{''.join(TRUNKS_HAN)}]{{2}}{either(TRADES_HAN)}有限公司"
        return f"^(?:{chinese}|{either(TRUNKS)} {either(SURNAMES)} {either(TRADES)} Ltd)$"
