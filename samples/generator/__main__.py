"""Makes the data of a small shop that does not exist: `python -m samples.generator`.

The same bytes on every run (Parquet: with the same version of Polars).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from random import Random

import polars as pl

from samples.generator import people, texts, trade
from samples.generator.people import Row


def generate(folder: Path) -> None:
    """Writes the eight files into `folder`, which exists."""
    shoppers = people.customers(Random("customers"), 500)
    _csv(folder / "customers.csv", shoppers)
    _csv(folder / "clients_tw_hk.csv", people.tw_hk_clients(Random("tw hk"), 240), delimiter=";")
    _csv(folder / "clients_en.csv", people.british_clients(Random("en"), 300))
    _csv(folder / "products.csv", trade.products(Random("products"), 400))
    _csv(folder / "support_notes.csv", texts.support_notes(Random("notes"), shoppers, 600))
    _parquet(folder / "orders.parquet", trade.orders(Random("orders"), shoppers, 2000))
    _lines(folder / "orders_nested.jsonl", map(_json, trade.nested_orders(Random("nested"), shoppers, 300)))
    _lines(folder / "app.log", texts.log_lines(Random("log"), shoppers, 800))


def _csv(path: Path, rows: list[Row], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _parquet(path: Path, rows: list[Row]) -> None:
    table = pl.DataFrame(rows, schema_overrides={"quantity": pl.Int32(), "amount": pl.Decimal(12, 2)})
    table.write_parquet(path, compression="zstd")


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)


def _lines(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")


if __name__ == "__main__":
    generate(Path(__file__).parents[1] / "shop")
