"""What is installed is fixed by name, version and SHA-256, and by nothing else: no address, no option, no file."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.supply.lock import LOCK, LOCKS, ROOT, SPARK, locked, normal


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.parent.name)
def test_every_line_of_a_lock_is_a_name_a_version_and_digests(lock: Path) -> None:
    names = [each.name for each in locked(lock)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    "line",
    [
        "polars==2.1.0",
        "polars>=2.1.0 --hash=sha256:" + "0" * 64,
        "polars @ file:///polars.whl --hash=sha256:" + "0" * 64,
        "--index-url file:///index",
        "polars==2.1.0 --hash=md5:" + "0" * 32,
    ],
)
def test_a_line_that_says_anything_else_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text(f"{line}\n")
    with pytest.raises(ValueError, match="not a name"):
        locked(tmp_path / "requirements.txt")


def test_there_is_no_other_list_of_requirements() -> None:
    assert set(ROOT.glob("requirements*.txt")) | set((ROOT / "tests").rglob("requirements*.txt")) == set(LOCKS)


def test_all_that_users_install_is_in_the_lock_in_a_version_that_fits() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [Requirement(line) for line in project["dependencies"]]
    wanted += [Requirement(line) for extra, lines in extras.items() if extra != "dev" for line in lines]
    versions = {each.name: each.version for lock in (SPARK, LOCK) for each in locked(lock)}
    assert [str(r) for r in wanted if not r.specifier.contains(versions.get(normal(r.name), "0"))] == []


def test_tests_run_on_what_the_lock_says() -> None:
    assert {each.name: version(each.name) for each in locked(LOCK)} == {e.name: e.version for e in locked(LOCK)}
