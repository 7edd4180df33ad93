"""Targets: what the user names, in order, each file once, and everything that is left out on record."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from piiscan.errors import UsageError
from piiscan.model.finding import Incomplete
from piiscan.sources import ReadOptions, open_targets
from tests.sources.roundtrip import opened, read

ROWS = "name,age\nA,1\nB,2\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.csv", "a.csv", "sub/c.csv", "sub/.hidden.csv", ".git/d.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ROWS)
    return tmp_path


def keys(*targets: object, **options: object) -> list[str]:
    found = open_targets([str(target) for target in targets], ReadOptions(**options))
    return [data.reason if isinstance(data, Incomplete) else data.key for data in found]


def test_folders_are_walked_in_order_without_hidden_files(folder: Path) -> None:
    assert keys(folder) == ["a.csv", "b.csv", "sub/c.csv"]


def test_a_file_is_named_by_itself(folder: Path) -> None:
    table = opened(folder / "sub/c.csv")
    assert (table.key, table.name, table.source) == ("c.csv", "c", str(folder / "sub/c.csv"))


def test_globs_name_files_from_their_fixed_part_on(folder: Path) -> None:
    assert keys(f"{folder}/*.csv") == ["a.csv", "b.csv"]
    assert keys(f"{folder}/**/*.csv") == ["a.csv", "b.csv", "sub/c.csv"]
    assert keys(f"{folder}/s*") == ["sub/c.csv"]


def test_names_with_wildcards_in_them_are_files_first(tmp_path: Path) -> None:
    (tmp_path / "a[1].csv").write_text(ROWS)
    assert read(opened(tmp_path / "a[1].csv")).height == 2


def test_include_and_exclude_choose_by_key_or_name(folder: Path) -> None:
    assert keys(folder, include=("sub/*",)) == ["sub/c.csv"]
    assert keys(folder, exclude=("a*", "sub/*")) == ["b.csv"]


@pytest.mark.catalogue("C5")
def test_links_are_not_followed_and_on_record(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "e.csv").write_text(ROWS)
    (folder / "link").symlink_to(elsewhere)
    (folder / "loop").symlink_to(folder)
    found = keys(folder)
    assert "e.csv" not in found
    assert sum("symbolic link" in entry for entry in found) == 2


@pytest.mark.parametrize("target", ["missing.csv", "missing/*.csv", ""])
def test_a_missing_target_is_refused_before_anything_is_read(folder: Path, target: str) -> None:
    with pytest.raises(UsageError):
        open_targets([str(folder / "a.csv"), target], ReadOptions())


def test_standard_input_is_read_more_than_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ROWS.encode())))
    [table] = open_targets(["-"], ReadOptions())
    assert (table.key, read(table).rows()) == ("-", read(table).rows())
    assert read(table).height == 2
    assert list(tmp_path.iterdir()) == []


def test_other_encodings_are_transcoded_on_request(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("姓名,城市\n王小明,上海\n".encode("gb18030"))
    assert read(opened(tmp_path / "t.csv", encoding="gb18030")).rows() == [("王小明", "上海")]
    assert opened(tmp_path / "t.csv", encoding="ascii").reason == "byte 0 cannot be decoded as ascii"


@pytest.mark.catalogue("C18")
def test_names_are_shown_without_control_characters(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\u202e.csv").write_text(ROWS)
    table = opened(tmp_path / "a\x1b[31m\u202e.csv")
    assert table.source.isprintable()
    assert read(table).height == 2


@pytest.mark.catalogue("C18")
def test_names_that_are_not_text_are_gaps(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.csv")).write_text(ROWS)
    assert keys(tmp_path) == ["its name is not valid UTF-8"]


@pytest.mark.parametrize(
    "options", [{"delimiter": "::"}, {"delimiter": "é"}, {"delimiter": '"'}, {"encoding": "klingon"}]
)
def test_options_that_mean_nothing_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        ReadOptions(**options)
