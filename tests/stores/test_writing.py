"""A masked copy in a store is all there, under a prefix where nothing was, or nothing of it is."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from deltalake import write_deltalake
from pyiceberg.table import StaticTable

from piiscan import pipeline
from piiscan.errors import DestinationRefused, OutputFailed, SourceUnreadable
from piiscan.keys import MasterKey
from piiscan.sources.stores import putting
from piiscan.sources.stores.urls import StoreUrl
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.stores.bucket import Bucket

KEY = MasterKey(sha256(b"the key of these tests").digest())


def share(source: object, destination: str):
    return pipeline.share(source, destination, key=KEY, text="off")


def test_a_folder_of_a_store_is_shared_into_another_prefix(bucket: Bucket, tmp_path: Path) -> None:
    people = canary.people(30, seed=2)
    csv = people.write_csv().encode()
    bucket.put(**{"in/a/people.csv": csv, "in/note.txt": b"nothing\n"})
    shared = share(f"{bucket.url}/in", f"{bucket.url}/out/masked")
    assert shared.shared
    assert bucket.keys("out") == ["out/masked/a/people.csv", "out/masked/note.txt"]
    assert pl.read_csv(bucket.get("out/masked/a/people.csv")).height == 30
    assert bucket.get("in/a/people.csv") == csv
    assert_no_leak(canary.identifiers(people), [bucket.fetched("out", tmp_path / "fetched")])
    again = pipeline.verify(f"{bucket.url}/in", f"{bucket.url}/out/masked", plan=shared.plan, key=KEY)
    assert again.passed


def test_one_object_becomes_one_object(bucket: Bucket) -> None:
    bucket.put(**{"in/people.csv": canary.people(30, seed=2).write_csv().encode()})
    assert share(f"{bucket.url}/in/people.csv", f"{bucket.url}/masked.csv").shared
    assert bucket.keys() == ["in/people.csv", "masked.csv"]


def test_tables_of_lakes_are_tables_in_the_store(bucket: Bucket, server: str, tmp_path: Path) -> None:
    people = canary.people(30, seed=2)
    write_deltalake(str(tmp_path / "delta"), people)
    assert share(tmp_path / "delta", f"{bucket.url}/delta").shared
    assert pl.scan_delta(f"{bucket.url}/delta").collect().height == 30

    from tests.sources.test_iceberg import Lake

    lake = Lake(tmp_path / "lake")
    lake.table("people", people)
    lake.close()
    assert share(lake.folder / "people", f"{bucket.url}/iceberg").shared
    (metadata,) = bucket.keys("iceberg/metadata/00000-")
    table = StaticTable.from_metadata(f"{bucket.url}/{metadata}", {"s3.endpoint": server, "s3.region": "us-east-1"})
    assert table.location() == f"{bucket.url}/iceberg"
    assert table.scan().to_arrow().num_rows == 30
    assert_no_leak(canary.identifiers(people), [bucket.fetched("iceberg", tmp_path / "fetched")])


@pytest.mark.parametrize("destination", ["in", "in/out", ""])
def test_source_and_destination_lie_apart(bucket: Bucket, destination: str) -> None:
    bucket.put(**{"in/a.csv": b"a,b\n1,2\n"})
    with pytest.raises(DestinationRefused, match="apart"):
        share(f"{bucket.url}/in", f"{bucket.url}/{destination}")
    assert bucket.keys() == ["in/a.csv"]


def test_a_prefix_with_anything_under_it_is_refused(bucket: Bucket, tmp_path: Path) -> None:
    bucket.put(**{"out/old.csv": b"a\n1\n", "file": b"a\n1\n"})
    source = tmp_path / "a.csv"
    source.write_bytes(b"a,b\n1,2\n")
    for place in ("out", "file"):
        with pytest.raises(DestinationRefused, match="not empty"):
            share(source, f"{bucket.url}/{place}")
    with pytest.raises(DestinationRefused, match="make it first"):
        share(source, "s3://no-such-bucket/out")


def test_a_run_that_fails_leaves_nothing_under_its_prefix(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(b"a,b\n1,2\n")
    put, seen = putting.put, list[StoreUrl]()

    def failing(file: Path, url: StoreUrl) -> None:
        seen.append(url)
        put(file, url)
        if len(seen) == 2:
            raise SourceUnreadable(str(url), "is gone")

    monkeypatch.setattr(putting, "put", failing)
    with pytest.raises(OutputFailed):
        share(tmp_path / "in", f"{bucket.url}/out")
    assert len(seen) == 2
    assert bucket.keys() == []


def test_the_log_of_a_table_is_put_last(bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_delta_log/0.json", "x.parquet", "t/metadata/00000-a.metadata.json", "t/metadata/m.avro", "t/z.csv"):
        (tmp_path / "c" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "c" / name).write_bytes(b"1")
    order: list[str] = []
    monkeypatch.setattr(putting, "put", lambda file, url: order.append(file.name))
    putting.put_all(tmp_path / "c", StoreUrl("s3", bucket.name, "out"))
    assert order == ["z.csv", "x.parquet", "0.json", "m.avro", "00000-a.metadata.json"]
