"""Archives that unpack to very much, to very many, or to themselves; nothing of them is ever called clean."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue.size import size
from tests.hostile.bounded import bounded
from tests.sources.archived import CSV, zipped

Record = Callable[[str, object], None]
MIB = 1 << 20
UNPACKED = size(160, 10_240)
"""MiB that the flat bombs unpack to."""

ENTRIES = size(10_100, 200_000)


def flat(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("zeros.txt", "w", force_zip64=True) as stream:
            for _ in range(UNPACKED):
                stream.write(bytes(MIB))
        archive.writestr("last.csv", CSV)


def streamed(path: Path) -> None:
    with gzip.open(path, "wb", 1) as stream:
        for _ in range(UNPACKED):
            stream.write(bytes(MIB))


def nested(path: Path) -> None:
    content, name = CSV, "t.csv"
    for _ in range(20):
        content, name = zipped({name: content}), "in.zip"
    path.write_bytes(content)


def endless(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(ENTRIES):
            archive.writestr(zipfile.ZipInfo(f"{number}.csv"), b"")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four bombs, and a file that is none."""
    folder = tmp_path_factory.mktemp("bombs")
    for name, make in (("flat.zip", flat), ("s.csv.gz", streamed), ("nested.zip", nested), ("endless.zip", endless)):
        make(folder / name)
    (folder / "z.csv").write_bytes(CSV)
    return folder


@pytest.mark.catalogue("C1", "C2", "C3")
def test_bombs_end_early_and_are_named_and_the_rest_is_scanned(
    folder: Path, tmp_path: Path, record_property: Record
) -> None:
    cost = bounded("scan", folder, "-f", "json", home=tmp_path)
    gaps = cost.incomplete
    assert cost.exit_code == 3
    for name, said in (
        ("flat.zip!zeros.txt", "decompression bomb"),
        ("s.csv.gz", "decompression bomb"),
        ("nested.zip!in.zip!in.zip!in.zip!in.zip!in.zip", "nested deeper than 5"),
    ):
        assert said in gaps[name]
    assert any(name.startswith("endless.zip") and "more than 10,000" in reason for name, reason in gaps.items())
    assert "flat.zip!last.csv" in gaps, "what lies behind the bomb was not read, and it is not said"
    assert [table["table"] for table in cost.document["tables"]] == ["z"]
    assert cost.disk <= 2 * max(128 * MIB, 100 * max(path.stat().st_size for path in folder.iterdir()))
    record_property("figure", f"{UNPACKED:,} MiB unpacked twice, {ENTRIES:,} entries, 20 levels: {cost}")
