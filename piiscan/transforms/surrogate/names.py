"""Names of people, in the script, the length class and the sex of the name they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import polars as pl

from piiscan.transforms.surrogate.kind import FORM, Kind, drawn, either
from piiscan.transforms.surrogate.words import (
    COMPOUND,
    FEMALE,
    FEMALE_HAN,
    FEMALE_WEST,
    MALE,
    MALE_HAN,
    MALE_WEST,
    SURNAMES,
    SURNAMES_HAN,
    picked,
)

_HAN = "\u3400-\u9fff"
_MEN, _WOMEN = r"^(?i:男|m|male|1)", r"^(?i:女|f|w|female|2)"
"""How columns of sex begin; the digits are those of GB/T 2261.1."""

_LETTERS = "ABCDEFGHIJKLMNOPRSTVW"
_GIVEN, _GIVEN_HAN, _WEST = (*MALE, *FEMALE), (*MALE_HAN, *FEMALE_HAN), (*MALE_WEST, *FEMALE_WEST)


@dataclass(frozen=True, slots=True)
class Name(Kind):
    """`李晓明` for three Chinese characters, `买买提·艾力` where a dot stands, `Alice Baker` elsewhere.

    As many characters (two for a surname alone), or words with an initial from three on; `Baker, Alice` after a comma.
    The sex is that which the given name tells, or column `sex`, else it is drawn. With a column of it a name in a text,
    where no such column is read, may get another surrogate.
    """

    key: ClassVar[bool] = False

    locale: Literal["zh_CN", "en"] | None = None
    sex: str | None = None

    def reads(self) -> tuple[str, ...]:
        return () if self.sex is None else (self.sex,)

    def made(self) -> pl.Expr:
        han = {"zh_CN": pl.lit(True), "en": pl.lit(False), None: FORM.str.contains(f"[{_HAN}]")}[self.locale]
        return pl.when(han).then(_chinese(self._sex(_told_han()))).otherwise(_western(self._sex(_told())))

    def _sex(self, told: pl.Expr) -> pl.Expr:
        stated = pl.lit(None, pl.Int64)
        if self.sex is not None:
            stated = _chosen(pl.col(self.sex).str.contains(_MEN), pl.col(self.sex).str.contains(_WOMEN))
        return pl.coalesce(stated, told, drawn(0, 2).cast(pl.Int64))

    def room(self, fitting: pl.Series) -> pl.Series:
        """Of the same class and sex; the lists of both sexes are of one length."""
        words, characters = fitting.str.count_matches("[^ ,]+"), fitting.str.len_chars()
        han = fitting.str.contains(f"[{_HAN}]")
        frame = pl.DataFrame({"words": words, "characters": characters, "han": han, "form": fitting})
        western = pl.col("words").replace_strict({1: len(MALE), 2: len(MALE) * len(SURNAMES)}, default=_THREE)
        lengths = {
            1: len(SURNAMES_HAN),
            2: len(SURNAMES_HAN) * len(MALE_HAN),
            3: len(SURNAMES_HAN) * len(MALE_HAN) ** 2,
        }
        chinese = pl.col("characters").replace_strict(lengths, default=len(COMPOUND) * len(MALE_HAN) ** 2)
        dotted = pl.when(FORM.str.contains("·", literal=True)).then(len(MALE_WEST) ** 2).otherwise(chinese)
        return frame.select(pl.when("han").then(dotted).otherwise(western).cast(pl.Float64)).to_series()

    def looks_like(self) -> str | None:
        given, west = f"[{''.join(_GIVEN_HAN)}]", either(_WEST)
        one, two = f"[{''.join(SURNAMES_HAN)}]", either(COMPOUND)
        chinese = f"{one}{given}{{1,2}}|{two}{given}{{2}}|{west}·{west}"
        english = f"{either(_GIVEN)}(?: (?:[A-Z]\\. )?{either(SURNAMES)})?|{either(SURNAMES)}(?:, {either(_GIVEN)})?"
        return f"^(?:{chinese}|{english})$"


_THREE = len(MALE) * len(_LETTERS) * len(SURNAMES)


def _chosen(male: pl.Expr, female: pl.Expr) -> pl.Expr:
    """0 is male, 1 female."""
    return pl.when(male & ~female).then(0).when(female & ~male).then(1).otherwise(None).cast(pl.Int64)


def _told_han() -> pl.Expr:
    given = FORM.str.slice(1)
    men, women = (given.str.count_matches(f"[{''.join(some)}]") for some in (MALE_HAN, FEMALE_HAN))
    return _chosen(men > women, women > men)


def _told() -> pl.Expr:
    given = pl.coalesce(FORM.str.extract("^[^,]+, *([^ ,]+)"), FORM.str.extract("^([^ ,]+)"))
    men, women = (given.is_in([name.lower() for name in some]) for some in (MALE, FEMALE))
    return _chosen(men, women)


def _of_sex(words: tuple[str, ...], sex: pl.Expr, number: int) -> pl.Expr:
    """`words`: the male ones, then as many female ones."""
    half = len(words) // 2
    return picked(words, sex * half + drawn(number, half))


def _chinese(sex: pl.Expr) -> pl.Expr:
    length = FORM.str.len_chars()
    surname, compound = picked(SURNAMES_HAN, drawn(1)), picked(COMPOUND, drawn(1))
    first, second = (_of_sex(_GIVEN_HAN, sex, number) for number in (2, 3))
    west = pl.concat_str(_of_sex(_WEST, sex, 2), pl.lit("·"), picked(MALE_WEST, drawn(3)))
    return (
        pl.when(FORM.str.contains("·", literal=True))
        .then(west)
        .when(length <= 2)
        .then(pl.concat_str(surname, first))
        .when(length == 3)
        .then(pl.concat_str(surname, first, second))
        .otherwise(pl.concat_str(compound, first, second))
    )


def _western(sex: pl.Expr) -> pl.Expr:
    words, comma = FORM.str.count_matches("[^ ,]+"), FORM.str.contains(",", literal=True)
    given, surname = _of_sex(_GIVEN, sex, 2), picked(SURNAMES, drawn(1))
    initial = picked(tuple(f"{letter}." for letter in _LETTERS), drawn(3))
    alone = pl.when(FORM.is_in([name.lower() for name in SURNAMES])).then(surname).otherwise(given)
    return (
        pl.when(words < 2)
        .then(alone)
        .when(comma)
        .then(pl.concat_str(surname, pl.lit(", "), given))
        .when(words == 2)
        .then(pl.concat_str(given, pl.lit(" "), surname))
        .otherwise(pl.concat_str(given, initial, surname, separator=" "))
    )
