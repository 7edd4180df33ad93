"""Columnar files of a few octets that stand for gigabytes: told before this process holds them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.orc
import pyarrow.parquet
import pytest

from piiscan import pipeline
from tests.catalogue.size import size
from tests.hostile.bounded import bounded, dearest, each_bounded
from tests.hostile.test_cells import MIB
from tests.sources.parquets import (
    BOOLEAN,
    DELTA,
    DELTA_LENGTH,
    DICTIONARY,
    INT64,
    PACKED,
    PLAIN,
    RLE,
    TEXT,
    Page,
    parquet,
    repeated,
    varint,
)

Record = Callable[[str, object], None]
MANY = size(120_000_000, 130_000_000)
"""Rows that a file may claim, of any size."""

LONG = 15 * MIB
TOO_MUCH, CLAIMS, CELLS = "takes more than 896 MiB", "claims more cells", "its cells hold more than"


SHARING = size(2_000, 1_000_000)


def sharing() -> Page:
    """One long value, and others that share all of it."""
    prefixes = repeated(LONG, SHARING, first=0) + repeated(0, SHARING, first=LONG)
    return Page(SHARING, DELTA, prefixes + bytes(LONG))


def prefixes(path: Path) -> None:
    parquet(path, SHARING, TEXT, [sharing()])


def aside(path: Path) -> None:
    """A harmless page, longer than the bomb, where the data is said to begin."""
    harmless = (MIB // 8).to_bytes(4, "little") + Random(1).randbytes(MIB // 8)
    parquet(path, SHARING, TEXT, [Page(1, PLAIN, harmless), sharing()], aside=True)


def uneven(path: Path) -> None:
    """A million letters, and a few rows as long as may be."""
    short, long = b"\1\0\0\0y", LONG.to_bytes(4, "little") + b"x" * LONG
    pages = [Page(1_000_000, PLAIN, short * 1_000_000), *[Page(7, PLAIN, long * 7)] * 16]
    parquet(path, 1_000_112, TEXT, pages)


def run(value: int, rows: int) -> bytes:
    return varint(rows << 1) + bytes([value])


def sized(run: bytes) -> bytes:
    return len(run).to_bytes(4, "little") + run


def dictionary(path: Path) -> None:
    entry = LONG.to_bytes(4, "little") + b"x" * LONG
    parquet(path, MIB, TEXT, [Page(1, None, entry), Page(MIB, DICTIONARY, b"\1" + run(0, MIB))])


def arrow(path: Path, batch: pa.RecordBatch, times: int) -> None:
    with pa.ipc.new_file(path, batch.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        for _ in range(times):
            writer.write_batch(batch)


def zeros(mebibytes: int) -> pa.RecordBatch:
    return pa.record_batch([pa.array(np.zeros(mebibytes * MIB // 8, np.int64))], names=["a"])


def orc(path: Path, column: pa.Array) -> None:
    pa.orc.write_table(pa.table({"a": column}), path, compression="zstd", stripe_size=2 << 30)


BOMBS: dict[str, tuple[Callable[[Path], None], str]] = {
    "prefixes.parquet": (prefixes, TOO_MUCH),
    "aside.parquet": (aside, TOO_MUCH),
    "uneven.parquet": (uneven, TOO_MUCH),
    "dictionary.parquet": (dictionary, CELLS),
    "lengths.parquet": (lambda p: parquet(p, MANY, TEXT, [Page(MANY, DELTA_LENGTH, repeated(0, MANY))]), TOO_MUCH),
    "integers.parquet": (lambda p: parquet(p, MANY, INT64, [Page(MANY, PACKED, repeated(7, MANY))]), TOO_MUCH),
    "booleans.parquet": (lambda p: parquet(p, 10**9, BOOLEAN, [Page(10**9, RLE, sized(run(1, 10**9)))]), CLAIMS),
    "nulls.parquet": (lambda p: parquet(p, 10**9, TEXT, [Page(10**9, PLAIN, sized(run(0, 10**9)))], True), CLAIMS),
    "batch.arrow": (lambda p: arrow(p, zeros(size(200, 900)), 1), "a batch of more than 192 MiB"),
    "batches.arrow": (lambda p: arrow(p, zeros(180), 20), CLAIMS),
    "nothing.arrow": (lambda p: arrow(p, pa.record_batch([pa.nulls((1 << 31) - 1)], names=["a"]), 5), CLAIMS),
    "zeros.orc": (lambda p: orc(p, zeros(800)["a"]), TOO_MUCH),
    "nulls.orc": (lambda p: orc(p, pa.nulls(50_000_000, pa.string())), TOO_MUCH),
    "same.orc": (lambda p: orc(p, pa.array(["x" * MIB] * 1_000)), TOO_MUCH),
}
DEAR = {"batches.arrow"}
"""Those that take long to be told, as what comes first of them is read."""


@pytest.mark.catalogue("C7", "C16")
def test_few_octets_that_stand_for_gigabytes_are_told(tmp_path: Path, record_property: Record) -> None:
    tried = {name: bomb for name, bomb in BOMBS.items() if name not in size(DEAR, set[str]())}
    costs = each_bounded({name: make for name, (make, _) in tried.items()}, tmp_path)
    told = {name: reason for cost in costs for name, reason in cost.incomplete.items()}
    assert {name: said for name, (_, said) in tried.items() if said not in told.get(name, "")} == {}
    assert {cost.exit_code for cost in costs} == {3}
    record_property("figure", f"{len(tried)} files: {dearest(costs)}")


@pytest.mark.catalogue("C16")
def test_a_file_of_a_delta_table_is_no_way_around(tmp_path: Path) -> None:
    pl.DataFrame({"a": ["x"]}).write_delta(tmp_path / "t")
    [part] = (tmp_path / "t").glob("*.parquet")
    [log] = (tmp_path / "t" / "_delta_log").glob("*.json")
    before = part.stat().st_size
    prefixes(part)
    log.write_text(log.read_text().replace(f'"size":{before}', f'"size":{part.stat().st_size}'))
    cost = bounded("scan", tmp_path / "t", "-f", "json", home=tmp_path)
    [reason] = cost.incomplete.values()
    assert (cost.exit_code, TOO_MUCH in reason) == (3, True)


@pytest.mark.catalogue("C16")
def test_values_that_share_what_they_begin_with_are_read(tmp_path: Path) -> None:
    mails = pa.table({"email": [f"user{number:06}@example.com" for number in range(2_000)]})
    pa.parquet.write_table(
        mails, tmp_path / "t.parquet", use_dictionary=False, column_encoding={"email": "DELTA_BYTE_ARRAY"}
    )
    findings = pipeline.scan(tmp_path, text="off")
    assert findings.incomplete == ()
    assert findings.tables[0].columns[0].entity == "EMAIL_ADDRESS"
