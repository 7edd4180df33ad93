"""A cache entry opens under its own name and key, whole and unchanged, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.pipeline.remembering.entries import Entries
from tests.verbs.made import KEY, OTHER_KEY

CONTENT = "王小明, 13800138000".encode()


@pytest.fixture
def entries(tmp_path: Path) -> Entries:
    return Entries(tmp_path / "cache", KEY)


def put(entries: Entries) -> tuple[str, Path]:
    name = entries.name("file", "/data/王小明.csv")
    entries.put(name, CONTENT)
    return name, next(path for path in entries._folder.rglob("*") if path.is_file())


def test_what_was_put_is_got_by_every_run_with_the_key(entries: Entries, tmp_path: Path) -> None:
    name, _ = put(entries)
    assert entries.get(name) == Entries(tmp_path / "cache", KEY).get(name) == CONTENT
    assert entries.get(entries.name("file", "/data/other.csv")) is None
    assert entries.refused == 0


@given(data=st.data())
def test_a_changed_entry_is_none(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    entries = Entries(tmp_path_factory.mktemp("cache"), KEY)
    name, file = put(entries)
    sealed = bytearray(file.read_bytes())
    if data.draw(st.booleans(), "cut"):
        sealed = sealed[: data.draw(st.integers(0, len(sealed) - 1))]
    else:
        sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    file.write_bytes(sealed)
    assert entries.get(name) is None
    assert entries.refused == 1


def test_an_entry_under_the_name_of_another_is_none(entries: Entries) -> None:
    _, file = put(entries)
    other = entries.name("file", "/data/other.csv")
    place = entries._place(other)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(file.read_bytes())
    assert entries.get(other) is None
    assert entries.refused == 1


def test_an_entry_of_another_key_is_none(entries: Entries, tmp_path: Path) -> None:
    name, _ = put(entries)
    stranger = Entries(tmp_path / "cache", OTHER_KEY)
    assert stranger.name("file", "/data/王小明.csv") != name
    assert stranger.get(name) is None


def test_nothing_of_an_entry_can_be_read_and_nobody_else_may_try(entries: Entries) -> None:
    _, file = put(entries)
    assert CONTENT not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_link_in_the_place_of_an_entry_is_not_followed(entries: Entries, tmp_path: Path) -> None:
    name, file = put(entries)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert entries.get(name) is None


def test_a_cache_that_cannot_be_written_is_full_and_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, where a folder should be")
    entries = Entries(tmp_path / "cache", KEY)
    name = entries.name("a")
    entries.put(name, CONTENT)
    assert entries.full
    assert entries.get(name) is None


def test_entries_that_nobody_has_asked_for_in_three_months_go(entries: Entries, tmp_path: Path) -> None:
    names = [entries.name(number) for number in range(2)]
    for name in names:
        entries.put(name, CONTENT)
        os.utime(entries._place(name), (0, 0))
    assert entries.get(names[0]) == CONTENT
    again = Entries(tmp_path / "cache", KEY)
    assert [again.get(name) for name in names] == [CONTENT, None]


def test_parts_that_a_killed_run_has_left_are_cleared_once_it_is_surely_over(tmp_path: Path) -> None:
    parts = tmp_path / "cache" / "parts"
    parts.mkdir(parents=True)
    for part in ("old", "new"):
        (parts / part).write_bytes(b"half")
    os.utime(parts / "old", (0, 0))
    Entries(tmp_path / "cache", KEY)
    assert [path.name for path in parts.iterdir()] == ["new"]
