"""What a run puts on a disk for its own use: its own while it lives, gone with it, or with the next one."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from piiscan import transient
from piiscan.transient import InUse, own_file, own_folder

LEFT = ".piiscan-0123456789abcdef"
"""The name of something that a killed run has left: nobody holds its lock."""


@pytest.fixture
def left(tmp_path: Path) -> Path:
    (tmp_path / LEFT).mkdir()
    (tmp_path / LEFT / "plain").write_text("canary-7")
    return tmp_path / LEFT


def test_a_folder_is_its_owners_alone_and_gone_with_the_run(tmp_path: Path) -> None:
    with own_folder(tmp_path) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "plain").write_text("canary-7")
    assert list(tmp_path.iterdir()) == []
    with own_folder() as folder:
        assert folder.is_dir()


def test_a_file_is_its_owners_alone(tmp_path: Path) -> None:
    descriptor, path = own_file(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    os.close(descriptor)


@pytest.mark.catalogue("B27")
@pytest.mark.parametrize("make", [own_file, lambda folder: own_folder(folder).__enter__()])
def test_what_a_killed_run_left_is_gone_with_the_next_one(make: Callable[[Path], object], left: Path) -> None:
    (left.parent / ".piiscan-0123456789abcde0").write_text("canary-7")
    (left.parent / ".piiscan-mine").write_text("kept")
    make(left.parent)
    names = {path.name for path in left.parent.iterdir()}
    assert not {LEFT, ".piiscan-0123456789abcde0"} & names
    assert ".piiscan-mine" in names


@pytest.mark.catalogue("C25")
def test_of_one_purpose_there_is_one_folder_at_a_time(tmp_path: Path) -> None:
    with own_folder(tmp_path, "out.csv") as folder, own_folder(tmp_path, "other.csv") as other:
        assert folder != other
        with pytest.raises(InUse), own_folder(tmp_path, "out.csv"):
            pass
        assert folder.is_dir()
    with own_folder(tmp_path, "out.csv") as again:
        assert again == folder


@pytest.mark.catalogue("C25")
def test_a_folder_of_the_purpose_that_was_left_behind_stops_nobody(tmp_path: Path) -> None:
    transient._sweep(tmp_path)
    with own_folder(tmp_path, "out.csv") as folder:
        pass
    folder.mkdir()
    with own_folder(tmp_path, "out.csv") as again:
        assert again == folder


def test_what_another_user_left_is_left_alone(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: left.stat().st_uid + 1)
    with own_folder(left.parent):
        assert (left / "plain").exists()


def test_a_link_of_such_a_name_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / LEFT).symlink_to(tmp_path / "theirs")
    with own_folder(tmp_path):
        assert (tmp_path / "theirs").is_dir()


def test_what_cannot_be_removed_stops_nobody(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **named: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", refuse)
        os.close(own_file(left.parent)[0])
    assert left.is_dir()


def test_where_there_are_no_locks_nothing_is_taken_for_left_behind(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(descriptor: int, kind: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with own_folder(left.parent) as folder:
        os.close(own_file(folder)[0])
        assert left.is_dir()


def test_what_another_run_removes_before_it_is_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, removed = fcntl.flock, []

    def late(descriptor: int, kind: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        if len(removed) < 2 and path.is_dir() == bool(removed):
            removed.append(path)
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        lock(descriptor, kind)

    monkeypatch.setattr(fcntl, "flock", late)
    descriptor, path = own_file(tmp_path)
    os.close(descriptor)
    with own_folder(tmp_path) as folder:
        assert path.is_file()
        assert folder.is_dir()
    assert len(removed) == 2


def test_a_folder_that_another_run_removes_before_it_is_opened_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, made = Path.mkdir, []

    def gone(path: Path, mode: int = 0o777) -> None:
        make(path, mode)
        made.append(path)
        if len(made) == 1:
            path.rmdir()

    monkeypatch.setattr(Path, "mkdir", gone)
    with own_folder(tmp_path) as folder:
        assert made[1:] == [folder]
