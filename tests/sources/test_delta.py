"""A Delta table is one table of one version, read as its log says; a masked copy has one version, and nobody of any."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from deltalake import DeltaTable, write_deltalake

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.finding import Incomplete
from piiscan.pipeline.detection import Detection
from piiscan.sources import ReadOptions, open_targets, write_table
from piiscan.sources.lakes import parts
from piiscan.sources.lakes.delta.table import DeltaLakeTable
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.sources.roundtrip import opened, read

KEY = MasterKey(sha256(b"the key of these tests").digest())
FRAME = pl.DataFrame({"id": [1, 2, 3], "city": ["上海", "a/b=c", None], "name": ["x", "y", "z"]})


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


def written(folder: Path, frame: pl.DataFrame = FRAME, **how: object) -> Path:
    write_deltalake(str(folder), frame, **how)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def edited(folder: Path, version: int, edit) -> None:
    """Change the actions of one version of a log."""
    log = folder / "_delta_log" / f"{version:020}.json"
    actions = [edit(json.loads(line)) for line in log.read_text().splitlines()]
    log.write_text("".join(f"{json.dumps(action)}\n" for action in actions))


@pytest.mark.catalogue("B21")
def test_only_the_files_of_the_current_version_are_read_and_the_others_are_told(tmp_path: Path) -> None:
    folder = written(tmp_path / "lake" / "people")
    DeltaTable(str(folder)).delete("id = 1")
    (tmp_path / "lake" / "note.csv").write_text("a,b\n1,2\n")
    findings = pipeline.scan(tmp_path / "lake")
    assert [(t.source, t.format, t.rows) for t in findings.tables] == [
        (str(tmp_path / "lake" / "note.csv"), "csv", 1),
        (str(folder), "delta", 2),
    ]
    assert findings.complete
    (older,) = [exposed for exposed in findings.exposure if exposed.source == str(folder)]
    assert "1 files of other versions" in older.issue


def test_a_new_table_has_nothing_older(tmp_path: Path) -> None:
    assert opened(written(tmp_path / "t")).older is None


def test_a_vacuumed_table_has_a_log_that_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path / "t")
    table = DeltaTable(str(folder))
    table.delete("id = 1")
    table.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
    assert "its log" in opened(folder).older


def test_partitions_have_the_values_of_the_log_whatever_their_folders_say(tmp_path: Path) -> None:
    frame = pl.DataFrame({"day": [date(2026, 1, 1), None], "sum": [Decimal("1.50"), None], "id": [1, 2]})
    folder = written(tmp_path / "t", frame, partition_by=["day", "sum"])
    assert read(opened(folder)).sort("id").equals(frame)
    (data,) = folder.glob("day=2026*/*/*.parquet")
    data.rename(folder / "moved.parquet")

    def moved(action: dict) -> dict:
        if "2026" in action.get("add", {}).get("path", ""):
            action["add"]["path"] = "moved.parquet"
        return action

    edited(folder, 0, moved)
    assert read(opened(folder)).sort("id").equals(frame)


def test_columns_that_came_later_are_null_before(tmp_path: Path) -> None:
    folder = written(tmp_path / "t", pl.DataFrame({"id": [1], "who": [{"a": "x"}]}))
    later = pl.DataFrame({"id": [2], "who": [{"a": "y", "b": "z"}], "mobile": ["1"]})
    written(folder, later, mode="append", schema_mode="merge")
    frame = read(opened(folder)).sort("id")
    assert frame.columns == ["id", "$.who.a", "$.who.b", "mobile"]
    assert frame.rows() == [(1, "x", None, None), (2, "y", "z", "1")]


def test_rows_that_a_deletion_vector_deletes_are_not_read(tmp_path: Path) -> None:
    """Row 1 of 3, as an inline vector of PROTOCOL.md ("Deletion Vector Format"): a 64-bit roaring bitmap in Z85."""
    folder = written(tmp_path / "t")

    def deleting(action: dict) -> dict:
        if "protocol" in action:
            features = ["deletionVectors"]
            action["protocol"] = {"minReaderVersion": 3, "minWriterVersion": 7}
            action["protocol"] |= {"readerFeatures": features, "writerFeatures": features}
        if "add" in action:
            bits = inline_vector(1)
            vector = {"storageType": "i", "pathOrInlineDv": z85(bits), "sizeInBytes": len(bits), "cardinality": 1}
            action["add"]["deletionVector"] = vector
        return action

    edited(folder, 0, deleting)
    table = opened(folder)
    assert read(table)["id"].to_list() == [1, 3]
    assert "deleted rows stand in the files" in table.older


def inline_vector(row: int) -> bytes:
    """The magic number of portable bitmaps, one bitmap under key 0, and in it one array container of one value."""
    container = (12346).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4) + (16).to_bytes(4, "little")
    bitmap = bytes(4) + container + row.to_bytes(2, "little")
    portable = (1681511377).to_bytes(4, "little") + (1).to_bytes(8, "little") + bitmap
    return portable + bytes(-len(portable) % 4)


def z85(data: bytes) -> str:
    """ZeroMQ RFC 32."""
    letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
    words = [int.from_bytes(data[i : i + 4], "big") for i in range(0, len(data), 4)]
    return "".join(letters[word // 85**power % 85] for word in words for power in (4, 3, 2, 1, 0))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"metaData": {"configuration": {"delta.columnMapping.mode": "name"}}}, "mapped"),
        ({"protocol": {"minReaderVersion": 3, "minWriterVersion": 7, "readerFeatures": ["variantType"]}}, "Delta"),
        ({"add": {"path": "../elsewhere.parquet"}}, "elsewhere"),
        ({"add": {"path": "gone.parquet"}}, "no such file"),
        ({"add": {"size": 7}}, "another size"),
    ],
)
def test_what_would_be_read_wrongly_is_incomplete(tmp_path: Path, change: dict, reason: str) -> None:
    folder = written(tmp_path / "t")
    edited(folder, 0, lambda action: {kind: said | change.get(kind, {}) for kind, said in action.items()})
    findings = pipeline.scan(folder)
    assert not findings.complete
    assert reason in findings.incomplete[0].reason
    assert not findings.tables


def test_a_damaged_log_is_incomplete_and_not_repeated(tmp_path: Path) -> None:
    folder = written(tmp_path / "t")
    log = folder / "_delta_log" / f"{0:020}.json"
    log.write_text(log.read_text().replace('"path"', '"13800138000'))
    (gap,) = open_targets([str(folder)], ReadOptions())
    assert isinstance(gap, Incomplete)
    assert "138" not in gap.reason


def test_a_run_goes_on_with_the_version_that_it_saw_first(tmp_path: Path) -> None:
    folder, options = written(tmp_path / "t"), ReadOptions()
    (first,) = open_targets([str(folder)], options)
    written(folder, mode="append")
    (second,) = open_targets([str(folder)], options)
    assert read(first).equals(read(second))
    assert read(opened(folder)).height == 6


def test_comments_are_evidence(tmp_path: Path) -> None:
    folder = written(tmp_path / "t")

    def commented(action: dict) -> dict:
        if "metaData" in action:
            schema = json.loads(action["metaData"]["schemaString"])
            schema["fields"][0]["metadata"] = {"comment": "客户编号"}
            action["metaData"]["schemaString"] = json.dumps(schema)
        return action

    edited(folder, 0, commented)
    assert [column.comment for column in opened(folder).columns] == ["客户编号", None, None]


def test_every_type_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "FILE_ROWS", 2)
    moment = datetime(2026, 1, 2, 3, 4, 5)
    frame = pl.DataFrame(
        {
            "int": pl.Series([1, None, 3], dtype=pl.Int16),
            "when": pl.Series([moment.replace(tzinfo=UTC), None, None], dtype=pl.Datetime("us", "UTC")),
            "local": pl.Series([moment, None, None], dtype=pl.Datetime("us")),
            "raw": [b"ab", b"", None],
            "nested": [{"a": [{"b": "x"}, {"b": None}]}, {"a": []}, {"a": None}],
            "json": ['{"phone": "1"}', '{"phone": "2"}', '{"phone": "3"}'],
        }
    )
    source = opened(written(tmp_path / "t", frame))
    rows = (row for batch in source.batches() for row in batch.iter_slices(1))
    write_table(source, rows, tmp_path / "copy")
    assert pl.scan_delta(str(tmp_path / "copy")).collect().sort("int").equals(frame.sort("int"))
    assert read(opened(tmp_path / "copy")).equals(read(source))
    assert len(DeltaTable(str(tmp_path / "copy")).file_uris()) == 2


@pytest.mark.catalogue("B21")
def test_the_copy_of_a_table_holds_nobody_of_any_version(tmp_path: Path) -> None:
    people, gone = canary.people(60, seed=5), canary.people(60, seed=6)
    folder = written(tmp_path / "lake" / "people", gone, partition_by=["plate"])
    written(folder, people, mode="overwrite")
    before = contents(folder)
    shared = pipeline.share(folder, tmp_path / "copy", key=KEY, text="off")
    assert shared.shared
    assert contents(folder) == before
    assert [t.rows for t in shared.findings.tables] == [60]
    table = DeltaTable(str(tmp_path / "copy"))
    assert (table.version(), table.metadata().partition_columns, len(table.history())) == (0, [], 0)
    assert pl.scan_delta(table).collect().height == 60
    wanted = canary.identifiers(people) + canary.identifiers(gone)
    assert_no_leak(wanted, [tmp_path / "copy"])


def test_a_table_in_a_folder_is_copied_among_its_files_twice_to_the_same_bytes(tmp_path: Path) -> None:
    written(tmp_path / "lake" / "sales" / "people", canary.people(20, seed=7))
    (tmp_path / "lake" / "note.txt").write_text("nothing\n")
    plan = pipeline.plan(pipeline.scan(tmp_path / "lake", text="off"))
    for name in ("one", "two"):
        assert pipeline.mask(tmp_path / "lake", tmp_path / name, plan=plan, key=KEY).written
    first, second = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert first == second
    assert sorted(first) == [
        "note.txt",
        "sales/people/_delta_log/00000000000000000000.json",
        "sales/people/part-000000.parquet",
    ]


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path) -> None:
    source = opened(written(tmp_path / "t"))

    def failing():
        yield from source.batches()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_table(source, failing(), tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    assert isinstance(source, DeltaLakeTable)


def test_a_table_without_rows_and_one_under_any_name_are_copied(tmp_path: Path) -> None:
    for name, frame in {"empty": FRAME.clear(), "a b#中": FRAME}.items():
        source = opened(written(tmp_path / name, frame, partition_by=["city"]))
        write_table(source, source.batches(), tmp_path / f"copy of {name}")
        assert read(opened(tmp_path / f"copy of {name}")).equals(read(source))


def test_a_folder_that_delta_rs_would_take_for_another_is_incomplete(tmp_path: Path) -> None:
    written(tmp_path / "xA").rename(tmp_path / "x%41")
    written(tmp_path / "xA")
    (gap,) = pipeline.scan(tmp_path / "x%41").incomplete
    assert "%" in gap.reason
