"""A folder of partitions is one table: its folder names are values, masked in a copy like other values."""

from __future__ import annotations

import gzip
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan, Step
from piiscan.sources import ReadOptions, open_targets, write_table
from piiscan.sources.partitions import PartitionedTable, place_of
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.sources.roundtrip import read, steady

KEY = MasterKey(sha256(b"the key of these tests").digest())
CITIES = ("上海", "北京", "a/b:c", None)


def write(folder: Path, suffix: str = "csv", cities: tuple[str | None, ...] = CITIES) -> pl.DataFrame:
    """Two days of some cities, the files of all of them called alike."""
    frames = []
    for day in ("2026-01-01", "2026-01-02"):
        for city in cities:
            name = "__HIVE_DEFAULT_PARTITION__" if city is None else city.replace("/", "%2F").replace(":", "%3A")
            path = folder / f"dt={day}" / f"city={name}" / f"part-0.{suffix}"
            path.parent.mkdir(parents=True)
            frame = pl.DataFrame({"id": [f"0{len(frames)}", f"1{len(frames)}"], "sum": ["1.50", None]})
            content = frame.write_csv().encode()
            if suffix == "parquet":
                frame.write_parquet(path)
            else:
                path.write_bytes(gzip.compress(content) if suffix.endswith("gz") else content)
            frames.append(frame.with_columns(dt=pl.lit(day), city=pl.lit(city, pl.String)))
    return pl.concat(frames)


def opened(path: Path) -> list:
    return list(open_targets([str(path)], ReadOptions()))


@pytest.mark.catalogue("B11")
@pytest.mark.parametrize("suffix", ["csv", "csv.gz", "parquet"])
def test_a_folder_of_partitions_is_one_table_with_their_values_as_columns(tmp_path: Path, suffix: str) -> None:
    expected = write(tmp_path / "events", suffix)
    (tmp_path / "events" / "_SUCCESS").touch()
    (tmp_path / "notes.txt").write_text("a line\n")
    table, notes = opened(tmp_path)
    assert (table.key, table.name, table.format) == ("events", "events", suffix.removesuffix(".gz"))
    assert (table.source, notes.key) == (str(tmp_path / "events"), "notes.txt")
    assert [column.name for column in table.columns] == ["id", "sum", "dt", "city"]
    assert read(table).sort("id").equals(expected.sort("id"))


def test_the_target_may_be_the_folder_itself_or_a_glob(tmp_path: Path) -> None:
    write(tmp_path / "events")
    assert [table.key for table in opened(tmp_path / "events")] == ["."]
    assert [table.key for table in opened(tmp_path / "*" / "*" / "*" / "*.csv")] == ["events"]


@pytest.mark.parametrize("suffix", ["csv", "csv.gz", "parquet"])
def test_a_copy_has_folders_of_masked_values_and_the_same_rows_in_the_same_order(tmp_path: Path, suffix: str) -> None:
    write(tmp_path / "in" / "events", suffix)
    [table] = opened(tmp_path / "in")
    short = pl.col("city").replace_strict({"上海": "z", "北京": "=y/%", "a/b:c": "."}, default=None)
    write_table(table, (batch.with_columns(short) for batch in table.batches()), tmp_path / "out" / "events")
    [copy] = opened(tmp_path / "out")
    assert read(copy).equals(read(table).with_columns(short))
    assert len(list((tmp_path / "out").rglob("part-*"))) == 8


@pytest.mark.parametrize("dropped", [["city"], ["dt"], ["dt", "city"], ["dt", "city", "id"]])
def test_dropped_partition_columns_have_no_folders(tmp_path: Path, dropped: list[str]) -> None:
    write(tmp_path / "in" / "events")
    [table] = opened(tmp_path / "in")
    write_table(table, (batch.drop(dropped) for batch in table.batches()), tmp_path / "out" / "events")
    [copy] = opened(tmp_path / "out")
    assert read(copy).equals(read(table).drop(dropped))
    assert "上海" not in "".join(map(str, (tmp_path / "out").rglob("*"))) or "city" not in dropped


def other_keys(folder: Path) -> None:
    (folder / "dt=2026-01-03" / "town=x").mkdir(parents=True)
    (folder / "dt=2026-01-03" / "town=x" / "part-0.csv").write_text("id,sum\n1,2\n")


def other_columns(folder: Path) -> None:
    (folder / "dt=2026-01-01" / "city=上海" / "part-1.csv").write_text("id,total\n1,2\n")


def a_text(folder: Path) -> None:
    (folder / "dt=2026-01-01" / "city=上海" / "notes.txt").write_text("a line of text\n")


def a_column_that_is_a_partition(folder: Path) -> None:
    for path in folder.rglob("*.csv"):
        path.write_text("id,city\n1,x\n")


@pytest.mark.parametrize("spoil", [other_keys, other_columns, a_text, a_column_that_is_a_partition])
def test_files_that_are_not_alike_stand_on_their_own(tmp_path: Path, spoil) -> None:
    write(tmp_path)
    spoil(tmp_path)
    items = opened(tmp_path)
    assert len(items) >= 8
    assert not any(isinstance(item, PartitionedTable) for item in items)


@pytest.mark.catalogue("B11")
def test_a_part_that_cannot_be_read_is_a_gap_and_the_rest_is_the_table(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "dt=2026-01-02" / "city=上海" / "part-0.csv").write_bytes(b"")
    table, gap = opened(tmp_path)
    assert isinstance(gap, Incomplete)
    assert read(table).height == 14


@given(st.lists(st.text(st.characters(exclude_characters="/\0\n", exclude_categories=["Cs"]), min_size=1, max_size=20)))
@steady
def test_every_value_comes_back_from_its_folder_name(values: list[str]) -> None:
    from piiscan.sources.partitions import _level

    folders = "/".join(_level(f"k{i}", value) for i, value in enumerate(values))
    place = place_of(f"{folders}/part.csv")
    assert [value for _, value in place.values] == values if place else not values


def with_steps(plan: Plan, **steps: Step) -> Plan:
    tables = {key: replace(table, columns={**table.columns, **steps}) for key, table in plan.tables.items()}
    return replace(plan, tables=tables)


@pytest.mark.catalogue("B26")
def test_personal_values_of_partitions_are_found_masked_and_verified(tmp_path: Path) -> None:
    people = canary.people(12, seed=9)
    for row in people.iter_rows(named=True):
        path = (
            tmp_path / "in" / "people" / f"mobile={row['mobile']}" / f"dt=2026-01-{row['ip'][-2:]}" / "part-0.parquet"
        )
        path.parent.mkdir(parents=True)
        pl.DataFrame({"name_zh": [row["name_zh"]], "id_no": [row["id_no"]], "sum": [1]}).write_parquet(path)
    findings = pipeline.scan(tmp_path / "in")
    [table] = findings.tables
    assert {column.name: column.entity for column in table.columns}["mobile"] == "CN_MOBILE"
    plan = with_steps(pipeline.plan(findings), dt=Step("keep"), sum=Step("keep"))
    assert plan.tables["people"].columns["mobile"].operator == "pseudonym"
    pipeline.mask(tmp_path / "in", tmp_path / "out", plan=plan, key=KEY)
    verification = pipeline.verify(tmp_path / "in", tmp_path / "out", plan=plan, key=KEY)
    assert [check for check in verification.checks if not check.passed] == []
    said = [pipeline.report(findings, form).encode() for form in ("html", "json", "csv", "md", "table")]
    assert_no_leak(canary.identifiers(people, ["mobile", "name_zh", "id_no"]), [tmp_path / "out"], said)
