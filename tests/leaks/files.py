"""The canary people, written as the kinds of file that piiscan reads."""

from __future__ import annotations

from pathlib import Path

import polars as pl


def write_csv(people: pl.DataFrame, path: Path, encoding: str = "utf-8", separator: str = ",") -> Path:
    path.write_bytes(people.write_csv(separator=separator).encode(encoding))
    return path


def write_jsonl(people: pl.DataFrame, path: Path) -> Path:
    """One object a line: `customer`, `contact` and a list of `documents` hold the person's values."""
    nested = people.select(
        customer=pl.struct("customer_id", "name_zh", "name_en", "birth_date"),
        contact=pl.struct("mobile", "email", "address_zh", "address_en", "ip", "notes"),
        documents=pl.concat_list(
            pl.struct(pl.lit(kind).alias("kind"), pl.col(kind).alias("number"))
            for kind in ("id_no", "passport", "plate", "card", "iban")
        ),
    )
    nested.write_ndjson(path)
    return path


def write_parquet(people: pl.DataFrame, path: Path) -> Path:
    people.write_parquet(path, compression="zstd")
    return path


def write_text(people: pl.DataFrame, path: Path) -> Path:
    """One line a person, like an application log: every identifier stands in running text."""
    line = pl.format(
        "2026-03-01 08:00:00 INFO [{}] {} {}（{}）登录，手机{}，邮箱{}，证件{}，"
        "护照{}，车牌{}，卡{}，IBAN {}，住{}；ship to {}",
        *("ip", "customer_id", "name_zh", "name_en", "mobile", "email", "id_no", "passport"),
        *("plate", "card", "iban", "address_zh", "address_en"),
    )
    path.write_text("\n".join(people.select(line).to_series()) + "\n", encoding="utf-8")
    return path
