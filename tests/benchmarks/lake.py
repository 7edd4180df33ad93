"""A lake of many small files: CSV and Parquet, orders of people, each file of other people, in folders by month."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tests.leaks import canary

_COLUMNS = ("customer_id", "name_zh", "id_no", "mobile", "email", "birth_date")


def lake(folder: Path, files: int, rows: int, seed: int = 1) -> None:
    """`files` files of so many rows below the folder: every fourth Parquet, the others CSV."""
    people = canary.people(files * rows, seed).select(_COLUMNS)
    orders = people.with_columns(
        amount=(pl.int_range(pl.len()) * 37 % 9_973 / 100).round(2),
        city=pl.Series(["上海", "北京", "广州", "深圳"]).gather(pl.select(pl.int_range(people.height) % 4).to_series()),
    )
    for number in range(files):
        part = orders.slice(number * rows, rows)
        home = folder / f"month-{number % 24:02}"
        home.mkdir(parents=True, exist_ok=True)
        if number % 4:
            part.write_csv(home / f"orders-{number:05}.csv")
        else:
            part.write_parquet(home / f"orders-{number:05}.parquet")
