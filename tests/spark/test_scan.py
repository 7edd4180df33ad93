"""Spark says of a table what the local engine says, however its rows are spread; what it cannot, it refuses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow
import pyarrow.parquet
import pytest
from deltalake import DeltaTable, write_deltalake

from piiscan import pipeline
from piiscan.errors import UsageError
from piiscan.model.finding import Findings

pytestmark = pytest.mark.usefixtures("no_models")


def alike(here: Findings, there: Findings) -> bool:
    said = (here.tables, here.exposure, here.incomplete, here.tool)
    return said == (there.tables, there.exposure, there.incomplete, there.tool)


def both(path: Path) -> tuple[Findings, Findings]:
    return pipeline.scan(path), pipeline.scan(path, engine="spark")


def test_findings_on_parquet_are_those_of_the_local_engine(parquet: Path) -> None:
    here, there = both(parquet.parent)
    assert alike(here, there)
    assert here.tables[0].tier == 4


def test_files_are_read_as_they_are_called_or_are_incomplete(tmp_path: Path) -> None:
    for name in ("a[1]{b}*?.parquet", "50%#人 员.parquet"):
        pl.DataFrame({"mobile": ["13800138000"] * 9}).write_parquet(tmp_path / name)
    assert alike(*both(tmp_path))
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "a:b.parquet")  # Hadoop has no path with a colon there
    assert [gap.source for gap in pipeline.scan(tmp_path, engine="spark").incomplete] == [str(tmp_path / "a:b.parquet")]


def test_a_partitioned_table_has_the_values_of_its_folders(tmp_path: Path, people: pl.DataFrame) -> None:
    for city, rows in (
        ("上海", people.head(40)),
        ("a b%2F", people.slice(40, 40)),
        ("__HIVE_DEFAULT_PARTITION__", people.tail(9)),
    ):
        folder = tmp_path / "data" / "year=2026" / f"city={city}"
        folder.mkdir(parents=True)
        rows.write_parquet(folder / f"{len(city)}.parquet")
    here, there = both(tmp_path / "data")
    assert alike(here, there)
    assert [column.name for column in there.tables[0].columns][-2:] == ["year", "city"]


@pytest.mark.parametrize("by", [None, ["area"]])
def test_of_a_delta_table_the_files_of_its_version_are_read(
    tmp_path: Path, people: pl.DataFrame, by: list[str] | None
) -> None:
    told = people.with_columns(area=pl.col("id_no").str.head(1), late=pl.lit(None, pl.String))
    write_deltalake(str(tmp_path / "t"), told.drop("late").head(150), partition_by=by)
    write_deltalake(str(tmp_path / "t"), told.tail(150), partition_by=by, mode="append", schema_mode="merge")
    DeltaTable(str(tmp_path / "t")).delete(f"customer_id = '{people['customer_id'][3]}'")
    here, there = both(tmp_path / "t")
    assert alike(here, there)
    assert there.tables[0].rows == 299


def test_a_frame_of_spark_has_findings_that_do_not_depend_on_its_partitions(session, parquet: Path) -> None:
    frame = session.read.parquet(str(parquet))
    one, many = (pipeline.scan(frame.repartition(number)) for number in (1, 7))
    assert alike(one, many)
    here = pipeline.scan(pl.read_parquet(parquet))
    assert [(c.name, c.entity, c.matched, c.distinct) for c in one.tables[0].columns] == [
        (c.name, c.entity, c.matched, c.distinct) for c in here.tables[0].columns
    ]


def test_times_have_the_same_text_whatever_the_zone_of_the_session(session, tmp_path: Path) -> None:
    times = pl.DataFrame({"at": pl.Series(["2026-01-01T00:00:00Z"] * 3).str.to_datetime(time_zone="UTC")})
    times.write_parquet(tmp_path / "t.parquet")
    zone = session.conf.get("spark.sql.session.timeZone")
    try:
        session.conf.set("spark.sql.session.timeZone", "America/New_York")
        there = pipeline.scan(session.read.parquet(str(tmp_path / "t.parquet")))
    finally:
        session.conf.set("spark.sql.session.timeZone", zone)
    assert there.tables[0].columns == pipeline.scan(times).tables[0].columns


def test_damage_within_a_file_is_incomplete_though_the_session_ignores_it(parquet: Path) -> None:
    content = bytearray(parquet.read_bytes())
    content[2000:20000] = b"\xff" * 18000  # the footer is as it was
    parquet.write_bytes(content)
    found = pipeline.scan(parquet, engine="spark")
    assert not found.complete
    assert [gap.source for gap in found.incomplete] == [str(parquet)]


def test_texts_that_are_not_utf8_are_incomplete(tmp_path: Path) -> None:
    offsets, octets = pyarrow.py_buffer(b"\0\0\0\0\2\0\0\0"), pyarrow.py_buffer(b"\xff\xfe")
    wrong = pyarrow.Array.from_buffers(pyarrow.string(), 1, [None, offsets, octets])
    pyarrow.parquet.write_table(pyarrow.table({"a": wrong}), tmp_path / "t.parquet")
    assert not pipeline.scan(tmp_path / "t.parquet", engine="spark").complete


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pl.DataFrame({"at": pl.Series([1], dtype=pl.Datetime("ns"))}), "column at: Spark has no"),
        (pl.DataFrame({"for": pl.Series([1], dtype=pl.Time)}), "column for: Spark has no"),
        (pl.DataFrame({"payload": ['{"phone": "13800138000"}'] * 5}), "column payload holds JSON"),
    ],
)
def test_what_spark_would_read_otherwise_is_refused(tmp_path: Path, frame: pl.DataFrame, said: str) -> None:
    frame.write_parquet(tmp_path / "t.parquet")
    with pytest.raises(UsageError, match=said):
        pipeline.scan(tmp_path, engine="spark")


def test_other_formats_samples_and_every_text_are_refused(tmp_path: Path, parquet: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    for target, how in ((tmp_path / "t.csv", {}), (parquet, {"sample": 5}), (parquet, {"text": "full"})):
        with pytest.raises(UsageError, match="Spark"):
            pipeline.scan(target, engine="spark", **how)


def test_a_frame_of_spark_is_never_brought_here_as_a_whole(session) -> None:
    with pytest.raises(UsageError, match="scanned and masked, and nothing else"):
        pipeline.risk(session.range(3))


def test_a_delta_table_with_deletion_vectors_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from piiscan.sources.lakes.delta import log

    write_deltalake(str(tmp_path / "t"), pl.DataFrame({"id": [1, 2, 3]}))
    found = log._pieces
    monkeypatch.setattr(
        log, "_pieces", lambda *asked: tuple(replace(p, keep=pl.Series([False, True, True])) for p in found(*asked))
    )
    with pytest.raises(UsageError, match="deleted by vectors"):
        pipeline.scan(tmp_path / "t", engine="spark")
