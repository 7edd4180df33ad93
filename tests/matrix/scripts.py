"""The people as they stand in a table of another country: what its encoding lacks is left out or replaced."""

from __future__ import annotations

from itertools import cycle, islice

import polars as pl

from tests.leaks import words

GOODS = {
    "big5hkscs": "凍頂烏龍茶 鳳梨酥禮盒 啫喱糖 電飯煲 羽絨外套",
    "cp932": "りんごジュース みそラーメン 電気ストーブ 折りたたみ傘 ノート（五冊）",
    "euc_jp": "りんごジュース みそラーメン 電気ストーブ 折りたたみ傘 ノート（五冊）",
    "euc_kr": "사과주스 된장찌개 전기난로 접이식우산 공책다섯권",
    "cp1252": "Käsespätzle Crème-brûlée Jamón-ibérico Smørrebrød Pão-de-queijo",
    "cp1250": "Żurek Kiełbasa-wędzona Knedlíky-švestkové Gulyás-főzelék Štrudľa",
    "cp1251": "Борщ Гречневая-каша Сырники Пельмени Квашеная-капуста",
    "cp1253": "Μουσακάς Ελαιόλαδο Παστίτσιο Κουλουράκια Ρύζι-λευκό",
    "cp1254": "Şekerpare Çiğköfte Güllaç Ayran-şişesi İskender",
}
"""Kept values, in the script of each encoding."""


def in_script(people: pl.DataFrame, encoding: str) -> pl.DataFrame:
    """The people with names in characters that the encoding has, without the columns that it has no words for."""
    local = people.with_columns(pl.Series("name_zh", [_replaced(name, encoding) for name in people["name_zh"]]))
    written = [name for name in local.columns if all(_has(encoding, cell or "") for cell in local[name])]
    goods = list(islice(cycle(GOODS[encoding].split()), people.height))
    return local.select(written).with_columns(pl.Series("goods", goods))


def _replaced(name: str, encoding: str) -> str:
    known = [character for character in words.RARE_CHARACTERS if _has(encoding, character)]
    return "".join(known[ord(c) % len(known)] if known and not _has(encoding, c) else c for c in name)


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
