"""A customer table for measuring: 21 columns, seeded, valid check digits, a tenth of the notes with a number in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

PART = 250_000
"""Rows made, and held in memory, at once."""

_SURNAMES, _GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗", "伟芳娜敏静磊洋艳勇军杰娟涛明超秀霞平刚桂英华玉兰文斌"
_NAMES = (
    "Alice Bruno Chloe Daniel Elena Felix Grace Henry Irene Jonas Karen Liam Mona Nora Oscar Paula Quinn Ruth".split()
)
_LAST = "Archer Baker Carter Dawson Ellis Foster Graham Hughes Irving Jensen Keller Lawson Mercer Norris Owens".split()
_STREETS, _CITIES = "Oak Maple Cedar Lake Hill River Park Elm".split(), "Springfield Riverton Lakewood Fairview".split()
_PLACES = "北京市朝阳区 上海市浦东新区 广东省深圳市南山区 浙江省杭州市西湖区 四川省成都市武侯区".split()
_ROADS = "人民路 解放路 中山路 建设路 和平路 新华路".split()
_ENGLISH = [
    "Customer called about the order and asked when the router would be delivered to the store. ",
    "The agent explained the return policy and opened a follow up ticket with normal priority. ",
    "Payment for the invoice was declined twice so the account was put on hold until further notice. ",
    "We agreed to waive the late fee this month because the monitor arrived damaged. ",
]
_CHINESE = [
    "客户来电咨询订单进度，客服已告知三天内送达。",
    "用户反馈台灯存在质量问题，要求退货退款。",
    "本月账单金额有误，核对后已调整，客户满意。",
]


def write(folder: Path, rows: int, formats: tuple[str, ...] = ("csv", "parquet")) -> dict[str, Path]:
    """One file a format, written part by part. An existing file is kept."""
    paths = {suffix: folder / f"customers-{rows}.{suffix}" for suffix in formats}
    if not all(path.exists() for path in paths.values()):
        parts = pl.concat(
            [pl.defer(_part(at, min(PART, rows - at)), schema=made(0, 1).schema) for at in range(0, rows, PART)]
        )
        for suffix, path in paths.items():
            parts.sink_csv(path) if suffix == "csv" else parts.sink_parquet(path, row_group_size=100_000)
    return paths


def _part(start: int, rows: int) -> object:
    return lambda: made(start, rows)


def made(start: int, rows: int) -> pl.DataFrame:
    """Rows `start` to `start + rows` of the table; the same every time."""
    draw = np.random.default_rng(start + 1)

    def pick(pool: list[str] | str) -> pl.Series:
        return pl.Series(list(pool)).gather(draw.integers(0, len(pool), rows))

    def number(low: int, high: int) -> pl.Series:
        return pl.Series(draw.integers(low, high, rows))

    born = np.datetime64("1950-01-01") + draw.integers(0, 20_000, rows)
    mobile = number(13_000_000_000, 13_999_999_999).cast(pl.String)
    resident = _resident(born, draw)
    card = _luhn(number(622202 * 10**12, 622203 * 10**12 - 1))
    first, last = pick(_NAMES), pick(_LAST)
    frame = pl.DataFrame(
        {
            "customer_id": np.arange(start + 1, start + rows + 1),
            "name_zh": pick(_SURNAMES) + pick(_GIVEN) + pick(_GIVEN),
            "name_en": first + " " + last,
            "gender": pick(["M", "F"]),
            "resident_id": resident,
            "mobile": mobile,
            "email": first.str.to_lowercase()
            + "."
            + last.str.to_lowercase()
            + number(0, 99_999).cast(pl.String)
            + "@example.com",
            "bank_card": card,
            "address_zh": pick(_PLACES)
            + pick(_ROADS)
            + number(1, 999).cast(pl.String)
            + "号"
            + number(101, 2999).cast(pl.String)
            + "室",
            "address_en": number(1, 9999).cast(pl.String) + " " + pick(_STREETS) + " Street, " + pick(_CITIES),
            "last_ip": pl.select(pl.concat_str([number(1, 255) for _ in range(4)], separator=".")).to_series(),
            "birth_date": born,
            "balance": np.round(draw.gamma(2, 4000, rows), 2),
            "credit_limit": number(1, 200) * 500,
            "product_code": "SKU-" + pick(["AX", "BT", "CQ"]) + "-" + number(1000, 1400).cast(pl.String),
            "category": pick(["retail", "wholesale", "trial", "partner"]),
            "status": pick(["active", "suspended", "closed"]),
            "created_at": np.datetime64("2020-01-01T00:00:00", "us") + draw.integers(0, 10**8, rows) * 10**6,
            "is_marketing_ok": draw.random(rows) < 0.6,
            "session_uuid": _uuids(draw, rows),
        }
    )
    english, number_inside, which = draw.random(rows) < 0.75, draw.random(rows) < 0.1, draw.integers(0, 3, rows)
    inside = (
        pl.when(pl.lit(pl.Series(which)) == 0)
        .then("mobile")
        .when(pl.lit(pl.Series(which)) == 1)
        .then("resident_id")
        .otherwise("bank_card")
    )
    told = (
        pl.when(pl.Series(number_inside))
        .then(pl.concat_str(pl.lit("Call back 请回电"), inside, pl.lit("。 ")))
        .otherwise(pl.lit(""))
    )
    long = pl.concat_str(pick(_ENGLISH), told, pick(_ENGLISH), pick(_ENGLISH))
    han = pl.concat_str(pick(_CHINESE), told, pick(_CHINESE))
    return frame.with_columns(notes=pl.when(pl.Series(english)).then(long).otherwise(han))


def _digits(numbers: np.ndarray, width: int) -> np.ndarray:
    return numbers[:, None] // 10 ** np.arange(width - 1, -1, -1) % 10


def _resident(born: np.ndarray, draw: np.random.Generator) -> pl.Series:
    day = pl.Series(born.astype("datetime64[D]")).dt.strftime("%Y%m%d").cast(pl.Int64).to_numpy()
    stem = (110105 * 10**8 + day) * 1000 + draw.integers(1, 1000, len(born))
    weights = [2**place % 11 for place in range(17, 0, -1)]
    check = np.array(list("10X98765432"))[_digits(stem, 17) @ weights % 11]
    return pl.Series(stem).cast(pl.String) + pl.Series(check.tolist())


def _luhn(stem: pl.Series) -> pl.Series:
    digits = _digits(stem.to_numpy(), 18)
    doubled = digits[:, ::-2] * 2
    total = digits[:, -2::-2].sum(axis=1) + (doubled - 9 * (doubled > 9)).sum(axis=1)
    return stem.cast(pl.String) + pl.Series((10 - total % 10) % 10).cast(pl.String)


def _uuids(draw: np.random.Generator, rows: int) -> pl.Series:
    text = pl.Series([draw.bytes(16).hex() for _ in range(rows)])
    parts = [text.str.slice(at, n) for at, n in ((0, 8), (8, 4), (12, 4), (16, 4), (20, 12))]
    return pl.select(pl.concat_str(parts, separator="-")).to_series()
