"""An Iceberg table is one table of one snapshot; its masked copy is a new one of one snapshot, and holds nobody."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.manifest import DataFile, DataFileContent, FileFormat
from pyiceberg.table import StaticTable, Table
from pyiceberg.typedef import Record
from pyiceberg.types import LongType, StringType

from piiscan import pipeline
from piiscan.errors import OutputFailed, UsageError
from piiscan.keys import MasterKey
from piiscan.pipeline.detection import Detection
from piiscan.sources import ReadOptions, open_targets, write_table
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.leaks.runner import Runner
from tests.sources.roundtrip import opened, read
from tests.sources.test_delta import contents

KEY = MasterKey(sha256(b"the key of these tests").digest())
FRAME = pl.DataFrame({"id": [1, 2, 3], "city": ["上海", "a/b=c", None], "name": ["x", "y", "z"]})


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


class Lake:
    """A warehouse with a catalogue; tables of it lie in folders of their names."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder / "sales"
        self._catalogue = SqlCatalog("lake", uri=f"sqlite:///{folder}/catalogue.db", warehouse=f"file://{folder}")
        self._catalogue.create_namespace("sales")

    def table(self, name: str, frame: pl.DataFrame, partition: str = "") -> Table:
        made = self._catalogue.create_table(f"sales.{name}", frame.to_arrow().schema)
        if partition:
            with made.update_spec() as change:
                change.add_identity(partition)
        made.append(frame.to_arrow())
        return made

    def close(self) -> None:
        self._catalogue.close()


@pytest.fixture
def lake(tmp_path: Path):
    made = Lake(tmp_path / "lake")
    yield made
    made.close()


def test_only_the_current_snapshot_is_read_and_the_others_are_told(lake: Lake) -> None:
    lake.table("people", FRAME).delete("id = 1")
    findings = pipeline.scan(lake.folder)
    assert findings.complete
    assert [(t.source, t.format, t.rows) for t in findings.tables] == [(str(lake.folder / "people"), "iceberg", 2)]
    assert any("older snapshots" in exposed.issue for exposed in findings.exposure)


def test_columns_keep_their_values_when_they_are_renamed_and_moved_dropped_and_widened(lake: Lake) -> None:
    table = lake.table("people", FRAME.with_columns(pl.col("id").cast(pl.Int32), gone=pl.lit("secret")))
    with table.update_schema() as change:
        change.move_first("name")
        change.rename_column("name", "title")
        change.delete_column("gone")
        change.update_column("id", LongType())
    with table.update_schema() as change:
        change.add_column("name", StringType(), doc="客户姓名")
    found = opened(lake.folder / "people")
    assert read(found).rows() == [("x", 1, "上海", None), ("y", 2, "a/b=c", None), ("z", 3, None, None)]
    assert [(c.name, c.type, c.comment) for c in found.columns][3] == ("name", "String", "客户姓名")


def test_rows_that_a_delete_file_deletes_are_not_read(lake: Lake, tmp_path: Path) -> None:
    table = lake.table("people", FRAME)
    add_position_delete(table, row=1)
    found = opened(lake.folder / "people")
    assert read(found)["id"].to_list() == [1, 3]


def add_position_delete(table: Table, row: int) -> None:
    """A merge-on-read delete, as Spark writes it and PyIceberg does not (Table Spec, "Position Delete Files")."""
    (task,) = table.scan().plan_files()
    ids = [pa.field("file_path", pa.string(), False, {"PARQUET:field_id": "2147483546"})]
    ids.append(pa.field("pos", pa.int64(), False, {"PARQUET:field_id": "2147483545"}))
    place = table.location().removeprefix("file://") + "/data/deletes.parquet"
    rows = pa.table({"file_path": [task.file.file_path], "pos": [row]}, schema=pa.schema(ids))
    pa.parquet.write_table(rows, place)
    deletes = DataFile.from_args(
        content=DataFileContent.POSITION_DELETES,
        file_path=f"file://{place}",
        file_format=FileFormat.PARQUET,
        partition=Record(),
        record_count=1,
        file_size_in_bytes=Path(place).stat().st_size,
        spec_id=0,
    )
    with table.transaction() as transaction, transaction.update_snapshot().fast_append() as snapshot:
        snapshot.append_data_file(deletes)


def test_partitions_are_columns_and_a_copy_has_none(lake: Lake, tmp_path: Path) -> None:
    frame = pl.DataFrame({"day": [date(2026, 1, 1), date(2026, 1, 2)], "city": ["上海", "a/b"], "id": [1, 2]})
    lake.table("people", frame, partition="city")
    source = opened(lake.folder / "people")
    assert read(source).sort("id").equals(frame)
    write_table(source, source.batches(), tmp_path / "copy", str(tmp_path / "copy"))
    copy = opened(tmp_path / "copy")
    assert read(copy).equals(read(source))
    assert copy.version.spec().fields == ()


def test_two_files_that_claim_to_be_the_current_metadata_are_incomplete(lake: Lake) -> None:
    lake.table("people", FRAME)
    (latest,) = lake.folder.glob("people/metadata/00001-*.json")
    shutil.copy(latest, latest.with_name("00001-other.metadata.json"))
    (gap,) = pipeline.scan(lake.folder).incomplete
    assert "its catalogue" in gap.reason


def test_a_missing_file_is_incomplete(lake: Lake) -> None:
    lake.table("people", FRAME)
    next(lake.folder.glob("people/data/*.parquet")).unlink()
    findings = pipeline.scan(lake.folder)
    assert not findings.complete
    assert not findings.tables


def test_a_table_that_was_moved_is_read_where_it_lies(lake: Lake, tmp_path: Path) -> None:
    lake.table("people", FRAME)
    (lake.folder / "people").rename(tmp_path / "moved")
    assert read(opened(tmp_path / "moved")).equals(FRAME)


def test_a_run_goes_on_with_the_version_that_it_saw_first(lake: Lake) -> None:
    table, options = lake.table("people", FRAME), ReadOptions()
    list(open_targets([str(lake.folder)], options))
    table.append(FRAME.to_arrow())
    (again,) = open_targets([str(lake.folder)], options)
    assert read(again).height == 3
    assert read(opened(lake.folder / "people")).height == 6


@pytest.mark.catalogue("B21")
def test_the_copy_of_a_table_holds_nobody_of_any_snapshot(lake: Lake, tmp_path: Path) -> None:
    people, gone = canary.people(60, seed=5), canary.people(60, seed=6)
    lake.table("people", gone).overwrite(people.to_arrow())
    before = contents(lake.folder)
    shared = pipeline.share(lake.folder / "people", tmp_path / "copy", key=KEY, text="off")
    assert shared.shared
    assert contents(lake.folder) == before
    (metadata,) = (tmp_path / "copy" / "metadata").glob("*.json")
    table = StaticTable.from_metadata(str(metadata))
    assert len(table.metadata.snapshots) == 1
    assert table.location() == str(tmp_path / "copy")
    assert table.scan().to_arrow().num_rows == 60
    assert not any(b".piiscan-" in path.read_bytes() for path in (tmp_path / "copy").rglob("*.json"))
    assert_no_leak(canary.identifiers(people) + canary.identifiers(gone), [tmp_path / "copy"])


def test_a_table_is_read_by_its_name_in_a_catalogue_that_is_not_touched(
    lake: Lake, tmp_path: Path, run: Runner
) -> None:
    lake.table("people", canary.people(60, seed=5))
    lake.close()
    database = tmp_path / "lake" / "catalogue.db"
    before = database.read_bytes()
    env = {"PYICEBERG_CATALOG__LAKE__URI": f"sqlite:///{database}", "KEY": sha256(b"a key").hexdigest()}
    copy = tmp_path / "copy"
    done = run("share", "iceberg://lake/sales.people", copy, "--key", "env:KEY", "--text", "off", env=env, timeout=180)
    assert done.exit_code == 0
    assert read(opened(copy)).height == 60
    assert database.read_bytes() == before
    assert run("scan", "iceberg://lake/sales.nothing", env=env).exit_code == 2
    for url in ("iceberg://other/sales.people", "iceberg://lake/people"):
        with pytest.raises(UsageError):
            pipeline.scan(url)


def test_every_type_that_is_written_comes_back_and_others_are_refused(lake: Lake, tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "raw": [b"ab", b"\xff"],
            "when": pl.Series([datetime(2026, 1, 1), None], dtype=pl.Datetime("us", "UTC")),
            "sum": pl.Series(["1.50", None], dtype=pl.Decimal(9, 2)),
            "nested": [{"a": [1, 2]}, {"a": []}],
            "json": ['{"phone": "1"}', '{"phone": "2"}'],
        }
    )
    lake.table("types", frame)
    source, copy = opened(lake.folder / "types"), tmp_path / "copy"
    write_table(source, source.batches(), copy, str(copy))
    assert read(opened(copy)).equals(read(source))
    with pytest.raises(OutputFailed, match="time of day"):
        write_table(source, (b.with_columns(raw=pl.time(1)) for b in source.batches()), tmp_path / "no", "no")
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("path", ["empty", "a b#中"])
def test_a_table_without_rows_and_one_under_any_name_are_copied(lake: Lake, tmp_path: Path, path: str) -> None:
    lake.table("people", FRAME.clear() if path == "empty" else FRAME)
    source, copy = opened(lake.folder / "people"), tmp_path / path
    write_table(source, source.batches(), copy, str(copy))
    assert read(opened(copy)).equals(read(source))
    assert opened(copy).older is None


def test_a_folder_that_is_only_called_metadata_hides_no_files(tmp_path: Path) -> None:
    (tmp_path / "metadata").mkdir()
    for name in ("a.csv", "metadata/map.metadata.json"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    findings = pipeline.scan(tmp_path)
    assert {found.source for found in (*findings.tables, *findings.documents)} >= {str(tmp_path / "a.csv")}
