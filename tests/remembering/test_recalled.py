"""Findings are the same with a cache and without, and what is remembered is not even opened."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import piiscan
from piiscan.model.policy import Thresholds
from piiscan.pipeline.remembering import Cache
from piiscan.pipeline.remembering.entries import Entries
from piiscan.pipeline.taking import Taking
from piiscan.policy.policies import default_policy
from piiscan.sources import ReadOptions
from tests.remembering.made import document, folder, scanned, table, write

DAYS = (date(2026, 11, 24), date(2026, 11, 25), date(2026, 1, 1))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The units that are opened, by their end."""
    names, told = [], Taking.told
    monkeypatch.setattr(Taking, "told", lambda self, unit: names.append(Path(unit.source).name) or told(self, unit))
    return names


def test_an_unchanged_folder_costs_a_listing(cache: Cache, tmp_path: Path, opened: list[str]) -> None:
    data, told = folder(tmp_path / "data"), []
    expected = scanned(data, cache)
    assert len(opened) == 5
    assert scanned(data, cache, told) == expected
    assert len(opened) == 5
    assert told == ["cache: 5 of 5 files and tables are as they were"]


def test_only_what_changed_is_read_and_joins_what_is_remembered(
    cache: Cache, tmp_path: Path, opened: list[str]
) -> None:
    data = folder(tmp_path / "data")
    scanned(data, cache)
    opened.clear()
    write(data / "b" / "new.csv", 0)  # the people of customers.csv
    found = scanned(data, cache)
    assert opened == ["new.csv"]
    assert found == scanned(data)
    assert '"customers.customer_id"' in found


def test_a_folder_that_lies_elsewhere_now_is_known(cache: Cache, tmp_path: Path, opened: list[str]) -> None:
    scanned(folder(tmp_path / "data"), cache)
    (tmp_path / "data").rename(tmp_path / "moved")
    opened.clear()
    found = scanned(tmp_path / "moved", cache)
    assert not opened
    assert found == scanned(tmp_path / "moved")


def test_names_that_hold_something_are_told_again(cache: Cache, tmp_path: Path, opened: list[str]) -> None:
    for name in ("13800138000.csv", "13900139022.csv"):
        write(tmp_path / "data" / name, 1)
    write(tmp_path / "data" / "wide.json", '[{"id": 1, "13800138000": "x"}, {"id": 2, "13800138000": "y"}]')
    expected = scanned(tmp_path / "data", cache)
    assert "its name holds a CN_MOBILE" in expected
    assert "the name of column $[" in expected
    assert scanned(tmp_path / "data", cache) == expected
    assert len(opened) == 3
    (tmp_path / "data" / "13800138000.csv").unlink()  # the other one has its veiled name now
    assert scanned(tmp_path / "data", cache) == scanned(tmp_path / "data")


def changed_code(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(import_module("piiscan.pipeline.remembering.basis"), "program", lambda: ("other",))
    return {}


def other(**asked: Any) -> Callable[[pytest.MonkeyPatch], dict[str, Any]]:
    return lambda _: asked


@pytest.mark.parametrize(
    "circumstance",
    [
        changed_code,
        other(sample=10),
        other(policy=replace(default_policy(), thresholds=Thresholds(0.9, 0.1))),
        other(text="auto"),
        other(options=ReadOptions(encoding="latin-1")),
    ],
    ids=["code", "sample", "thresholds", "text", "encoding"],
)
def test_under_other_circumstances_nothing_is_recalled(
    circumstance: Callable[[pytest.MonkeyPatch], dict[str, Any]],
    cache: Cache,
    tmp_path: Path,
    opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(tmp_path / "t.csv", 1)
    scanned(tmp_path / "t.csv", cache)
    piiscan.scan(tmp_path / "t.csv", cache=cache, **{"text": "off", **circumstance(monkeypatch)})
    assert opened == ["t.csv", "t.csv"]


def test_widths_that_say_otherwise_recall_nothing(cache: Cache, tmp_path: Path, opened: list[str]) -> None:
    (tmp_path / "t.txt").write_text("13800138000王小明\n13900139022李小雷\n")
    for end in (11, 9):
        widths = f"columns:\n- {{name: mobile, width: {end}}}\n- {{name: xm, width: 5}}\n"
        (tmp_path / "widths.yaml").write_text(widths)
        piiscan.scan(tmp_path / "t.txt", text="off", cache=cache, options=ReadOptions(widths=tmp_path / "widths.yaml"))
    assert opened == ["t.txt", "t.txt"]


def test_children_are_counted_anew_on_another_day_and_grown_people_are_not(
    cache: Cache, tmp_path: Path, opened: list[str]
) -> None:
    """13 on the first day and 14 on the second; born in 1990; not yet born on the first day."""
    for name, born in (("child", "2012-11-25"), ("grown", "1990-01-01"), ("unborn", "2027-01-01")):
        data = write(tmp_path / "data" / f"{name}.csv", "birth_date,name\n" + f"{born},王小明\n" * 9).parent
    found = [document(piiscan.scan(data, text="off", cache=cache, as_of=day)) for day in DAYS]
    assert found == [document(piiscan.scan(data, text="off", as_of=day)) for day in DAYS]
    recalled = [name.partition(".")[0] for name in opened[: len(opened) - 9]]
    assert recalled == ["child", "grown", "unborn", "child", "unborn", "child", "grown", "unborn"]


def test_what_could_not_be_read_to_its_end_is_never_remembered(cache: Cache, tmp_path: Path, opened: list[str]) -> None:
    data = write(tmp_path / "data" / "empty.csv", "").parent
    (data / "cut.csv.gz").write_bytes(gzip.compress(table(1, 3000).write_csv().encode())[:-500])
    write(data / "whole.csv", 1)
    expected = scanned(data)
    opened.clear()
    assert scanned(data, cache) == scanned(data, cache) == expected
    assert opened == ["cut.csv.gz", "empty.csv", "whole.csv", "cut.csv.gz", "empty.csv"]


def test_a_database_whose_last_rows_lie_beside_it_is_read_again(
    cache: Cache, tmp_path: Path, opened: list[str]
) -> None:
    with closing(sqlite3.connect(tmp_path / "t.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE people (mobile TEXT)")
        connection.commit()
        before = scanned(tmp_path / "t.db", cache)
        connection.execute("INSERT INTO people VALUES ('13800138000')")
        connection.commit()
        assert scanned(tmp_path / "t.db", cache) != before
    assert len(opened) == 2


def test_a_cache_that_was_tampered_with_is_read_past(cache: Cache, tmp_path: Path) -> None:
    data, told = folder(tmp_path / "data"), []
    expected = scanned(data, cache)
    files = [path for path in cache.folder.rglob("*") if path.is_file()]
    for file in files:
        file.write_bytes(files[0].read_bytes())
    assert scanned(data, cache, told) == expected
    assert any("are damaged or forged, and were not used" in said for said in told)


def test_no_entry_holds_a_value_even_when_it_is_opened(cache: Cache, tmp_path: Path) -> None:
    data = folder(tmp_path / "data")
    scanned(data, cache)
    values = [value for seed in range(3) for column in table(seed).to_dict().values() for value in column]
    opened = []
    for file in cache.folder.rglob("*"):
        if file.is_file():
            opened.append(Entries(*cache).get(file.parent.name + file.name))
    assert len(opened) == 11
    assert not [value for value in values for content in opened if value.encode() in content]


def test_members_whose_names_tell_are_told_again(cache: Cache, tmp_path: Path) -> None:
    number = table(1)["mobile"][0]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"{number}.csv", "a,b\n1,2\n")
    expected = scanned(tmp_path / "a.zip", cache)
    assert "its name holds a CN_MOBILE" in expected
    assert scanned(tmp_path / "a.zip", cache) == expected
