"""Parquet with the people deep inside: in structs, in lists of structs, in maps and in arrays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from tests.matrix.formats import Row

PAPERS = ("id_no", "passport", "plate", "card", "iban")
REPEATED = (*PAPERS, "address_zh", "address_en", "ip")
"""Not the names: the notes repeat them, and masks take only single names of a row out of its texts."""


def nested(people: pl.DataFrame) -> pl.DataFrame:
    """`customer` and `contact` are structs, one in the other; `papers` is a list of them; `kept` a list of one."""
    contact = pl.struct("mobile", "email", "address_zh", "address_en", "ip", "notes")
    paper = (pl.struct(pl.lit(kind).alias("kind"), pl.col(kind).alias("number")) for kind in PAPERS)
    return people.select(
        customer=pl.struct("customer_id", "name_zh", "name_en", "birth_date", contact.alias("contact")),
        papers=pl.concat_list(paper),
        goods=pl.struct(pl.struct(pl.col("kept").alias("kept")).alias("inner")),
    )


def _structs(people: pl.DataFrame, path: Path) -> None:
    nested(people).write_parquet(path, compression="snappy")


def _columns_of_lists(people: pl.DataFrame, path: Path) -> None:
    lists = [pl.concat_list(name).alias(name) for name in REPEATED]
    people.with_columns(lists).write_parquet(path)


def _columns_of_arrays(people: pl.DataFrame, path: Path) -> None:
    arrays = [pl.concat_list(name).list.to_array(1).alias(name) for name in REPEATED]
    people.with_columns(arrays).write_parquet(path)


def _maps(people: pl.DataFrame, path: Path) -> None:
    entries = pl.concat_list(pl.struct(key=pl.lit("own"), value=name) for name in ("mobile",)).list.to_map()
    people.with_columns(entries.alias("mobile")).write_parquet(path)


ROWS: Mapping[str, Row] = {
    "parquet, structs and lists of structs": _structs,
    "parquet, lists": _columns_of_lists,
    "parquet, arrays": _columns_of_arrays,
    "parquet, maps": _maps,
}
