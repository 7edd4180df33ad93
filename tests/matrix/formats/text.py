"""Logs: identifiers in running text, of which only those can be found that patterns know (no models here)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polars as pl

from tests.matrix.formats import Row

PATTERNED = ("id_no", "mobile", "card", "iban", "email", "passport", "plate", "ip")


def _log(people: pl.DataFrame, path: Path, encoding: str = "utf-8") -> pl.DataFrame:
    line = pl.format("INFO 登录 [{7}] 证件{0}，手机{1}，卡{2}，IBAN {3}，邮箱{4}，护照{5}，车牌{6}", *PATTERNED)
    path.write_bytes("".join(f"{text}\n" for text in people.select(line).to_series()).encode(encoding))
    return people.select(PATTERNED)


ROWS: Mapping[str, Row] = {
    "log": _log,
    "log, gb18030": partial(_log, encoding="gb18030"),
    "log, utf-16": partial(_log, encoding="utf-16"),
}
