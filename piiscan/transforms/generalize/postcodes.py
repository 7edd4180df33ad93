"""Postal codes of mainland China to their province."""

from __future__ import annotations

import polars as pl

from piiscan.transforms.sql import Dialect, case

__all__ = ["province", "province_in_sql"]

_PROVINCES = {
    "北京市": "10",
    "天津市": "30",
    "上海市": "20",
    "重庆市": "40",
    "河北省": "05 06 07",
    "山西省": "03 04",
    "内蒙古自治区": "01 02",
    "辽宁省": "11 12",
    "吉林省": "13",
    "黑龙江省": "15 16",
    "江苏省": "21 22",
    "浙江省": "31 32",
    "安徽省": "23 24",
    "福建省": "35 36",
    "江西省": "33 34",
    "山东省": "25 26 27",
    "河南省": "45 46 47",
    "湖北省": "43 44",
    "湖南省": "41 42",
    "广东省": "51 52",
    "广西壮族自治区": "53 54",
    "海南省": "57",
    "四川省": "61 62 63 64",
    "贵州省": "55 56",
    "云南省": "65 66 67",
    "西藏自治区": "85",
    "陕西省": "71 72",
    "甘肃省": "73 74",
    "青海省": "81",
    "宁夏回族自治区": "75",
    "新疆维吾尔自治区": "83 84",
}
"""Provinces and the first two digits of their codes, from general knowledge."""


def province(codes: pl.Expr) -> pl.Expr:
    """Texts that are six digits to their province; null for all others."""
    first_two = codes.str.extract("^([0-9]{2})[0-9]{4}$")
    return first_two.replace_strict(_by_digits(), default=None, return_dtype=pl.String)


def province_in_sql(code: str, dialect: Dialect) -> str:
    """The same of one text."""
    return case((dialect.matches(code, "^[0-9]{6}$"), dialect.known(f"left({code}, 2)", _by_digits())))


def _by_digits() -> dict[str, str]:
    return {digits: name for name, several in _PROVINCES.items() for digits in several.split()}
