"""The people as they stand in a table of another country: what its encoding lacks is left out or replaced."""

from __future__ import annotations

from itertools import cycle, islice

import polars as pl

from tests.leaks import words

SHOPS = {
    "big5hkscs": "九龍旺角彌敦道分店 臺北市大安區門市 香港啫喱專門店 高雄市前鎮區旗艦店",
    "cp932": "東京都千代田区丸の内店 大阪市北区うめだ本店 札幌駅前のカフェ 横浜みなとみらい店",
    "euc_jp": "東京都千代田区丸の内店 大阪市北区うめだ本店 札幌駅前のカフェ 横浜みなとみらい店",
    "euc_kr": "서울특별시강남구매장 부산해운대점 대구중앙로지점 인천공항면세점",
    "cp1252": "Köln-Süd Zürich-Höngg Besançon-Hôpital Málaga-Peñón",
    "cp1250": "Łódź-Śródmieście Brno-Žabovřesky Kraków-Górka Plzeň-Košutka",
    "cp1251": "Москва-Центр Санкт-Петербург-Невский Казань-Вокзал Новосибирск-Академгородок",
    "cp1253": "Αθήνα-Κέντρο Θεσσαλονίκη-Λιμάνι Πάτρα-Πλατεία Ηράκλειο-Παραλία",
    "cp1254": "İstanbul-Kadıköy İzmir-Karşıyaka Eskişehir-Çarşı Muğla-Göcek",
}
"""Kept values, in the script of each encoding."""


def in_script(people: pl.DataFrame, encoding: str) -> pl.DataFrame:
    """The people with names in characters that the encoding has, without the columns that it has no words for."""
    local = people.with_columns(pl.Series("name_zh", [_replaced(name, encoding) for name in people["name_zh"]]))
    written = [name for name in local.columns if all(_has(encoding, cell or "") for cell in local[name])]
    shops = list(islice(cycle(SHOPS[encoding].split()), people.height))
    return local.select(written).with_columns(pl.Series("shop", shops))


def _replaced(name: str, encoding: str) -> str:
    known = [character for character in words.RARE_CHARACTERS if _has(encoding, character)]
    return "".join(known[ord(c) % len(known)] if known and not _has(encoding, c) else c for c in name)


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
