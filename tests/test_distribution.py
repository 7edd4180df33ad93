"""What is installed is what stands in the tree: by wheel, from the sdist, and editable, packs included."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import piiscan
from piiscan.detection import packs

ROOT = Path(__file__).parents[1]
KEPT = ("piiscan", "recognizers", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel that was built from an sdist that was built from a copy of the tree."""
    return built(tmp_path_factory.mktemp("build"))


def built(folder: Path, at: float | None = None) -> Path:
    """`at`: when each file was written, in seconds since 1970; else as in the tree."""
    for name in KEPT:
        source = ROOT / name
        copy = folder / "tree" / name
        if source.is_dir():
            shutil.copytree(source, copy, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, copy)
    for path in (folder / "tree").rglob("*") if at is not None else ():
        os.utime(path, (at, at))
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist"), str(folder / "tree")]
    subprocess.run(
        command, check=True, capture_output=True, umask=0o022, env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


def in_tree() -> set[str]:
    """Files of the package and of the packs under their installed names."""
    files = [p for p in (ROOT / "piiscan").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    packs = [p for p in (ROOT / "recognizers").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    own = {str(p.relative_to(ROOT)) for p in files if "recognizers" not in p.relative_to(ROOT).parts[1:2]}
    return own | {str(Path("piiscan") / p.relative_to(ROOT)) for p in packs}


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == in_tree()


def test_the_wheel_is_the_same_bytes_when_it_is_built_again(wheel: Path, tmp_path: Path) -> None:
    """Elsewhere and later, from files of another time (reproducible-builds.org, SOURCE_DATE_EPOCH)."""
    again = built(tmp_path, at=1_600_000_000)
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_the_wheel_holds_what_is_read_at_run_time_and_no_test(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    for name in (
        "py.typed",
        "recognizers/cn/",
        "reports/html/page.jinja",
        "policy/partner-default.yaml",
        "web/review.jinja",
    ):
        assert any(one.startswith(f"piiscan/{name}") for one in held), name
    assert [one for one in held if "test" in one.lower() or "sample" in one.lower()] == []


def test_an_installed_wheel_knows_its_packs(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from piiscan.detection import packs; import piiscan; print(piiscan.__file__, len(packs.recognizers()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    where, count = done.stdout.split()
    assert where.startswith(str(tmp_path))
    assert int(count) == len(packs.recognizers())


def test_packs_are_found_in_the_tree_through_a_link() -> None:
    """An editable installation reads the tree: piiscan/recognizers must be the folder itself."""
    link = ROOT / "piiscan" / "recognizers"
    assert link.is_symlink()
    assert link.resolve() == (ROOT / "recognizers").resolve()


def test_public_names_are_listed_and_importable() -> None:
    assert sorted(piiscan.__all__) == piiscan.__all__
    for name in piiscan.__all__:
        assert callable(getattr(piiscan, name))
