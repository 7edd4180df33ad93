"""A file is exposed if everybody can read it, and can get to it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from piiscan.sources import exposure


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can enter (those of pytest are private)."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        (Path(folder) / "t.csv").write_text("a\n")
        yield Path(folder)


@pytest.mark.parametrize(
    ("file", "folder", "exposed"), [(0o644, 0o755, True), (0o640, 0o755, False), (0o644, 0o700, False)]
)
def test_exposure_needs_a_readable_file_in_open_folders(
    open_folder: Path, file: int, folder: int, exposed: bool
) -> None:
    (open_folder / "t.csv").chmod(file)
    open_folder.chmod(folder)
    assert exposure(open_folder / "t.csv") == ("readable by every user of the machine" if exposed else None)


def test_a_missing_file_is_not_exposed(tmp_path: Path) -> None:
    assert exposure(tmp_path / "missing") is None
