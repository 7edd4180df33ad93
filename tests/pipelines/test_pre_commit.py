"""pre-commit itself, installed in a repository, refuses a commit with personal data and makes one without."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.leaks import canary
from tests.pipelines.conftest import SAMPLES, Program

HOOKS = SAMPLES.parent / ".pre-commit-hooks.yaml"


def git(program: Program, folder: Path, *command: str) -> str:
    who = ("-c", "user.name=tests", "-c", "user.email=tests@example.invalid", "-c", "init.defaultBranch=main")
    done = program(folder, "git", *who, *command)
    assert done.returncode == 0, done.stdout
    return done.stdout.strip()


def committed(program: Program, folder: Path) -> Path:
    git(program, folder, "init", "-q")
    git(program, folder, "add", ".")
    git(program, folder, "commit", "-q", "-m", "first")
    return folder


@pytest.fixture
def repository(program: Program, tmp_path: Path) -> Path:
    """A repository in which `piiscan-system`, as a repository of ours offers it, runs before each commit."""
    (tmp_path / "hooks").mkdir()
    shutil.copy(HOOKS, tmp_path / "hooks")
    ours = committed(program, tmp_path / "hooks")
    used = {"repo": str(ours), "rev": git(program, ours, "rev-parse", "HEAD"), "hooks": [{"id": "piiscan-system"}]}
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [used]}))
    committed(program, theirs)
    assert program(theirs, "pre-commit", "install").returncode == 0
    return theirs


def commit(program: Program, repository: Path) -> tuple[bool, str]:
    git(program, repository, "add", ".")
    done = program(repository, "git", "-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "-m", "more")
    return done.returncode == 0, done.stdout


def test_a_commit_without_personal_data_is_made(program: Program, repository: Path) -> None:
    (repository / "products.csv").write_text("sku,price\nA1,3\nA2,4\n")
    made, said = commit(program, repository)
    assert made, said
    assert "no personal data" in said


def test_a_commit_with_personal_data_is_refused_and_says_no_value(program: Program, repository: Path) -> None:
    people = canary.people(5, seed=3).select("name_zh", "mobile")
    people.write_csv(repository / "people.csv")
    made, said = commit(program, repository)
    assert not made
    assert "CN_MOBILE" in said
    assert not any(mobile in said for mobile in people["mobile"])
