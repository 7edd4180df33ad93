"""Compressed files are read as what lies in them, and written compressed again."""

from __future__ import annotations

import bz2
import gzip
import lzma
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.model.finding import Incomplete
from piiscan.model.table import Table
from piiscan.sources import ReadOptions, open_targets, write_table
from piiscan.sources.allowance import FLOOR, RATIO
from tests.sources.roundtrip import content_read, copied, opened, read, steady

CSV = b"name,age\ncanary-7,0012\n,\n"


def lzma_alone(content: bytes) -> bytes:
    return lzma.compress(content, lzma.FORMAT_ALONE)


def zstd_decompressed(content: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(content)


Pack = Callable[[bytes], bytes]
PACKS: dict[str, tuple[Pack, Pack]] = {
    ".gz": (gzip.compress, gzip.decompress),
    ".zst": (zstandard.ZstdCompressor(write_checksum=True).compress, zstd_decompressed),
    ".bz2": (bz2.compress, bz2.decompress),
    ".xz": (lzma.compress, lzma.decompress),
    ".lzma": (lzma_alone, lzma.decompress),
}
packs = pytest.mark.parametrize("suffix", PACKS)


@packs
def test_a_compressed_file_is_what_lies_in_it(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t.csv{suffix}"
    path.write_bytes(PACKS[suffix][0](CSV))
    table = opened(path)
    assert (table.source, table.key, table.name, table.format) == (str(path), path.name, "t", "csv")
    assert read(table).rows() == [("canary-7", "0012"), (None, None)]


@packs
def test_a_copy_is_compressed_the_same_way_and_always_the_same_bytes(suffix: str) -> None:
    pack, unpack = PACKS[suffix]
    once, again = (copied(pack(CSV), f"t.csv{suffix}") for _ in range(2))
    assert once == again
    assert once[:3] == pack(CSV)[:3]
    assert unpack(once) == CSV


@pytest.mark.catalogue("B39")
def test_a_gzip_copy_has_neither_name_nor_time(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "canary-7.csv.gz", "wb") as stream:
        stream.write(CSV)
    header = copied((tmp_path / "canary-7.csv.gz").read_bytes(), "t.csv.gz")[:10]
    assert header[3:8] == bytes(5)


@given(st.lists(st.binary(max_size=20_000), min_size=1, max_size=4), st.sampled_from(sorted(PACKS)))
@settings(steady, max_examples=30)
def test_the_members_of_a_stream_are_one_text(parts: list[bytes], suffix: str) -> None:
    parts = [b"a line" + part.hex().encode() + b"\n" for part in parts]
    pack, unpack = PACKS[suffix]
    assert unpack(copied(b"".join(map(pack, parts)), "notes.txt")) == b"".join(parts)


def test_compressions_may_lie_in_one_another() -> None:
    packed = gzip.compress(bz2.compress(zstandard.compress(CSV)))
    assert content_read(packed, "t.csv.zst.bz2.gz").height == 2
    copy = copied(packed, "t.csv.zst.bz2.gz")
    assert zstd_decompressed(bz2.decompress(gzip.decompress(copy))) == CSV


def broken(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    gap = opened(path)
    assert isinstance(gap, Incomplete)
    assert gap.source == str(path)
    assert "canary" not in gap.reason
    return gap.reason


@packs
def test_what_is_cut_short_is_a_gap(tmp_path: Path, suffix: str) -> None:
    assert "cut short" in broken(tmp_path / "t", PACKS[suffix][0](CSV * 200)[:-9])


@packs
def test_what_follows_on_the_end_is_a_gap(tmp_path: Path, suffix: str) -> None:
    packed = PACKS[suffix][0](CSV)
    assert "other bytes follow" in broken(tmp_path / "t", packed + b"canary-7,1\n")
    (tmp_path / "padded").write_bytes(packed + bytes(700))
    assert read(opened(tmp_path / "padded")).height == 2


@packs
def test_what_is_damaged_is_a_gap(tmp_path: Path, suffix: str) -> None:
    packed = bytearray(PACKS[suffix][0](CSV * 2000))
    packed[len(packed) // 2] ^= 0xFF
    assert broken(tmp_path / "t", bytes(packed))


def test_a_second_member_that_is_damaged_is_a_gap(tmp_path: Path) -> None:
    whole = gzip.compress(CSV)
    assert "cut short" in broken(tmp_path / "t.csv.gz", whole + whole[:-1])


@pytest.mark.catalogue("C1")
@packs
def test_a_bomb_is_refused_early(tmp_path: Path, suffix: str) -> None:
    packed = PACKS[suffix][0](bytes(8 << 20)) * 100
    assert len(packed) * RATIO < FLOOR
    assert "decompression bomb" in broken(tmp_path / "t.csv", packed)


@pytest.mark.catalogue("C2")
def test_nesting_has_an_end(tmp_path: Path) -> None:
    content = CSV
    for _ in range(6):
        content = gzip.compress(content)
    assert broken(tmp_path / "t", content) == "nested deeper than 5"


def test_a_file_that_changes_is_a_gap_below_its_compression_too(tmp_path: Path) -> None:
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(CSV))
    table = opened(tmp_path / "t.csv.gz")
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(CSV * 2))
    with pytest.raises(Exception, match="changed while it was read"):
        read(table)


def test_hundreds_of_files_are_opened_with_few_descriptors(tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / f"{number:04}.csv.gz").write_bytes(gzip.compress(b"id,age\n%d,1\n" % number, 1))
    former = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, former[1]))
    try:
        tables = list(open_targets([str(tmp_path)], ReadOptions()))
        numbers = [read(table)["id"].item() for table in tables if isinstance(table, Table)]
        write_table(tables[7], tables[7].batches(), tmp_path / "out.gz")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, former)
    assert numbers == [str(number) for number in range(500)]
