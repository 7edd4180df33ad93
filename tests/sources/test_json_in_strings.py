"""JSON inside strings: its leaves are columns like any others, in every format, and go back into their strings."""

from __future__ import annotations

import json
import tempfile
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.pipeline.detection import Detection
from piiscan.sources import ReadOptions, open_targets, write_container, write_table
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.sources.roundtrip import Mask, read

ROWS = ['{"手机": "13800138000", "n": 1.50, "tags": ["a", "b"]}', None, '{"手机":null}', "no json", "[]"]


def frame() -> pl.DataFrame:
    return pl.DataFrame({"id": ["1", "2", "3", "4", "5"], "payload": [ROWS[0], None, ROWS[2], ROWS[3], ROWS[4]]})


def written(data: pl.DataFrame, form: str, folder: Path) -> Path:
    path = folder / f"t.{form}"
    if form == "sql":
        rows = ",".join(f"({','.join(_quoted(cell) for cell in row)})" for row in data.iter_rows())
        path.write_text(f"BEGIN TRANSACTION;\nINSERT INTO t ({', '.join(data.columns)}) VALUES {rows};\n")
    elif form == "jsonl":
        data.write_ndjson(path)
    else:
        getattr(data, f"write_{form}")(path)
    return path


def _quoted(cell: str | None) -> str:
    return "NULL" if cell is None else "'" + cell.replace("'", "''") + "'"


def table(path: Path):
    [item] = open_targets([str(path)], ReadOptions())
    return next(iter(item.members())) if hasattr(item, "members") else item


def copied(path: Path, mask: Mask) -> Path:
    [item], target = open_targets([str(path)], ReadOptions()), path.parent / "out" / path.name
    if hasattr(item, "members"):
        write_container(item, lambda m: map(mask, m.batches()) if hasattr(m, "batches") else m.parts(), target)
    else:
        write_table(item, map(mask, item.batches()), target)
    return target


@pytest.mark.parametrize("form", ["csv", "parquet", "sql", "jsonl"])
def test_leaves_in_strings_are_columns_in_every_format(tmp_path: Path, form: str) -> None:
    found = read(table(written(frame(), form, tmp_path)))
    name = "$.payload" if form == "jsonl" else "payload"
    assert found[f"{name}.$.手机"].to_list() == ["13800138000", None, None, None, None]
    assert found[f"{name}.$.tags[*]"].to_list() == [["a", "b"], None, None, None, None]
    assert found[name].to_list() == [None, None, None, "no json", "[]"]


@pytest.mark.parametrize("form", ["csv", "parquet", "sql", "jsonl"])
def test_nothing_changes_where_no_leaf_does(tmp_path: Path, form: str) -> None:
    path = written(frame(), form, tmp_path)
    copy = copied(path, lambda frame: frame)
    assert read(table(copy)).equals(read(table(path)))
    if form != "parquet":
        assert copy.read_bytes() == path.read_bytes()


def test_masked_and_dropped_leaves_go_back_into_their_strings(tmp_path: Path) -> None:
    def mask(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.drop("payload.$.tags[*]").with_columns(pl.col("payload.$.手机", "payload") + "x")

    found = pl.read_csv(copied(written(frame(), "csv", tmp_path), mask), infer_schema=False)
    assert found["payload"].to_list() == [
        '{"手机": "13800138000x", "n": 1.50, "tags": []}', None, '{"手机":null}', "no jsonx", "[]x",
    ]  # fmt: skip


def test_a_column_of_other_text_stays_as_it_is(tmp_path: Path) -> None:
    data = pl.DataFrame({"id": ["1", "2", "3"], "note": ["[call] him", "plain", '{"a": 1}']})
    assert [column.name for column in table(written(data, "csv", tmp_path)).columns] == ["id", "note"]


@pytest.mark.catalogue("B15")
def test_keys_that_are_data_do_not_become_columns() -> None:
    data = pl.DataFrame({"id": [str(n) for n in range(600)], "m": [json.dumps({f"k{n}": 1}) for n in range(600)]})
    with tempfile.TemporaryDirectory() as folder:
        assert [column.name for column in table(written(data, "csv", Path(folder))).columns] == ["id", "m"]


@pytest.mark.catalogue("B15")
def test_nobody_is_left_in_a_string_of_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))
    people = canary.people(100, seed=3).with_columns(pl.col("birth_date").cast(pl.String)).drop("notes")
    data = pl.DataFrame(
        {"no": range(100), "payload": [json.dumps(row, ensure_ascii=False) for row in people.iter_rows(named=True)]}
    )
    source, key = written(data, "csv", tmp_path), MasterKey(sha256(b"the key of these tests").digest())
    findings = pipeline.scan(source)
    plan = pipeline.plan(findings)
    pipeline.mask(source, tmp_path / "out.csv", plan=plan, key=key)
    verification = pipeline.verify(source, tmp_path / "out.csv", plan=plan, key=key)
    assert [problem for check in verification.checks for problem in check.problems] == []
    assert_no_leak(canary.identifiers(people), [tmp_path / "out.csv"], [])
