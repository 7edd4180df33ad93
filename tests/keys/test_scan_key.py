"""The scan key of a workspace: made on first need, the same ever after, and its owner's alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from piiscan.errors import KeyRefused
from piiscan.keys import guarded
from piiscan.keys.scan_key import scan_key


def test_it_is_made_once_and_private(tmp_path: Path) -> None:
    made = scan_key(tmp_path)
    assert scan_key(tmp_path).fingerprint == made.fingerprint
    assert (tmp_path / "scan.key").stat().st_mode & 0o777 == 0o600


def test_the_one_that_another_process_made_meanwhile_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other").mkdir()
    theirs, make = scan_key(tmp_path / "other"), guarded.made

    def late(path: Path, content: bytes) -> None:
        (tmp_path / "other" / "scan.key").rename(path)
        make(path, content)

    monkeypatch.setattr(guarded, "made", late)
    assert scan_key(tmp_path).fingerprint == theirs.fingerprint


def test_where_none_can_be_made_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(KeyRefused, match="cannot be created"):
        scan_key(tmp_path / "missing")


def test_one_that_was_damaged_is_refused_and_not_replaced(tmp_path: Path) -> None:
    scan_key(tmp_path)
    (tmp_path / "scan.key").write_text("damaged!")
    with pytest.raises(KeyRefused):
        scan_key(tmp_path)
    assert (tmp_path / "scan.key").read_text() == "damaged!"
