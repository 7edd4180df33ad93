from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.normal import INVISIBLE, TRANSLATION, fold, fold_text

DRESSED = st.sampled_from([*map(chr, TRANSLATION), *INVISIBLE])
HAN_DIGITS = dict(zip("零〇一幺二三四五六七八九", "001123456789", strict=True))
READ_OUT = st.text([*HAN_DIGITS], min_size=8, max_size=14)
PART = DRESSED | st.characters(exclude_categories=["Cs"]) | READ_OUT
TEXTS = st.lists(PART, max_size=40).map("".join)


@pytest.mark.catalogue("B44")
@pytest.mark.parametrize(
    "dressed",
    [
        "１３８００１３８０００",
        "138\u200b0013\u00ad8000",
        "١٣٨٠٠١٣٨٠٠٠",
        "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
        "\u202a13800138000\u202c",
        "幺三八零零一三八〇〇零",
    ],
)
def test_a_number_is_the_same_number_however_it_is_dressed_up(dressed: str) -> None:
    assert fold_text(dressed)[0] == "13800138000"


@given(st.lists(st.none() | TEXTS))
def test_columns_and_texts_fold_alike(values: list[str | None]) -> None:
    folded = fold(pl.Series("name", values, dtype=pl.String))
    assert folded.to_list() == [None if value is None else fold_text(value)[0] for value in values]
    assert folded.name == "name"


@given(TEXTS)
def test_every_folded_character_knows_where_it_stood(text: str) -> None:
    folded, offsets = fold_text(text)
    at = list(offsets) if offsets is not None else list(range(len(text) + 1))
    assert at[-1] == len(text)
    for char, seen in zip((text[i] for i in at[:-1]), folded, strict=True):
        assert seen in (TRANSLATION.get(ord(char), char), HAN_DIGITS.get(char))


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    folded, _ = fold_text(text)
    assert fold_text(folded) == (folded, None)


def test_folding_leaves_letters_with_a_shape_alone() -> None:
    assert not [
        c
        for c in INVISIBLE
        if unicodedata.category(c)[0] in "LNPSZ" and not 0x1160 >= ord(c) >= 0x115F and c not in "\u3164\uffa0"
    ]
    assert fold_text("张伟 Zoë Müller é") == ("张伟 Zoë Müller é", None)
