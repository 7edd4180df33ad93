"""Bits of columnar files flip: every file is read, or incomplete; the process lives, and says no value."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import polars as pl
import pytest

from piiscan import pipeline
from tests.catalogue.size import size
from tests.hostile.conftest import Made

FLIPS = size(10, 3_000)
Record = Callable[[str, object], None]


@pytest.mark.catalogue("C16")
@pytest.mark.parametrize("codec", ["uncompressed", "zstd"])
def test_every_flipped_bit_of_a_parquet_file_is_survived(
    codec: Literal["uncompressed", "zstd"], made: Made, tmp_path: Path, record_property: Record
) -> None:
    path, drawn, told = tmp_path / "x.parquet", random.Random(codec), 0
    made.people.head(200).select("id_no", "mobile").write_parquet(path, compression=codec)
    content = path.read_bytes()
    for bit in drawn.sample(range(len(content) * 8), FLIPS):
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        findings = pipeline.scan(path, text="off")
        told += not findings.complete
        assert len(findings.tables) + len(findings.documents) + len(findings.incomplete) >= 1
        assert not any(value in gap.reason for gap in findings.incomplete for value in made.people["mobile"].head(200))
    record_property("figure", f"{FLIPS:,} flips ({codec}) survived, {told:,} told")


@pytest.mark.catalogue("C16")
def test_a_file_that_claims_more_cells_than_it_has_room_for_is_incomplete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run of one value takes a few bytes, however long it is."""
    for name in ("CELLS", "CELLS_A_BYTE"):
        monkeypatch.setattr(f"piiscan.sources.nested.table.{name}", 10)
    pl.DataFrame({"a": ["x"]}).select(pl.col("a").repeat_by(100_000).explode()).write_parquet(tmp_path / "x.parquet")
    [gap] = pipeline.scan(tmp_path / "x.parquet", text="off").incomplete
    assert "decompression bomb" in gap.reason


def footer_of(length: int) -> Callable[[bytes], bytes]:
    return lambda content: content[:-8] + struct.pack("<I", length) + content[-4:]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda content: content[: len(content) // 2],
    "a footer of two GiB": footer_of(1 << 31),
    "a footer of nothing": footer_of(0),
    "a footer longer than the file": footer_of(1 << 20),
    "no end": lambda content: content[:-4] + b"XXXX",
    "nothing but its signs": lambda content: b"PAR1" + content[-8:],
}


@pytest.mark.catalogue("C16")
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_footer_that_lies_is_incomplete(damage: str, tmp_path: Path) -> None:
    pl.DataFrame({"a": ["x"] * 100}).write_parquet(tmp_path / "x.parquet")
    (tmp_path / "x.parquet").write_bytes(DAMAGES[damage]((tmp_path / "x.parquet").read_bytes()))
    findings = pipeline.scan(tmp_path, text="off")
    assert (len(findings.tables), len(findings.incomplete)) == (0, 1)
