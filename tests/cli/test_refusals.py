"""What is refused before anything is done: policies, keys, plans and destinations that are not fit."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import KEY, Cli
from tests.leaks.runner import Run

Refused = Callable[..., None]


@pytest.mark.catalogue("B6")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unknown": 1}, ["unknown"]),
        ({"rules": [{"match": {"entity": "NO_SUCH"}, "operator": "drop"}]}, ["rules[0].match.entity"]),
        ({"rules": [{"match": {"role": "nobody"}, "operator": "drop"}]}, ["rules[0].match.role"]),
        ({"rules": [{"match": {"role": "secret"}, "operator": "vanish"}]}, ["rules[0].operator"]),
        ({"rules": [{"match": {"role": "secret"}, "operator": "drop", "colour": "red"}]}, ["colour"]),
        (
            {"rules": [{"match": {"role": role}, "operator": "drop"} for role in ("secret", "secret")]},
            ["rules[1]"],
        ),
        ({"thresholds": {"personal": 0.1, "clean": 0.2}}, ["threshold"]),
        ({"piiscan": "policy/9"}, ["policy/1"]),
    ],
    ids=str,
)
def test_a_policy_that_is_not_one_is_refused(
    cli: Cli, plain: Path, refused: Refused, change: dict[str, object], words: list[str]
) -> None:
    policy = yaml.safe_load(cli("policy", "show").stdout) | change
    Path("policy.yaml").write_text(yaml.safe_dump(policy))
    for command in (["policy", "check", "policy.yaml"], ["scan", plain, "--policy", "policy.yaml"]):
        refused(cli(*command), 2, "policy.yaml", *words)


def _loose(path: Path) -> str:
    path.write_text(KEY)
    path.chmod(0o644)
    return f"file:{path}"


def _in_git(path: Path) -> str:
    (path.parent / ".git").mkdir()
    path.write_text(KEY)
    path.chmod(0o600)
    return f"file:{path}"


@pytest.mark.parametrize(
    ("reference", "word"),
    [
        (lambda path: "file:missing.key", "opened"),
        (lambda path: "env:NO_SUCH_KEY", "not set"),
        (_loose, "chmod 600"),
        (_in_git, "git work tree"),
        (lambda path: KEY, "never as its value"),
        (lambda path: f"file:{KEY}", "opened"),
    ],
    ids=["missing", "unset", "readable by others", "in git", "a value", "a value as a path"],
)
def test_a_key_that_is_unfit_is_refused_and_never_shown(
    cli: Cli, planned: Path, refused: Refused, tmp_path: Path, reference: Callable[[Path], str], word: str
) -> None:
    named = reference(tmp_path / "my.key")
    for command in (["mask", "people.csv", "out.csv", "--plan", planned], ["share", "people.csv", "out.csv"]):
        run = cli(*command, "--key", named)
        refused(run, 2, word)
        assert KEY not in run.stderr.decode()
    assert not Path("out.csv").exists()


def test_masking_without_a_key_says_that_one_is_needed(cli: Cli, planned: Path, refused: Refused) -> None:
    refused(cli("mask", "people.csv", "out.csv", "--plan", planned), 2, "key")


def _column_missing(plan: dict[str, dict[str, dict[str, dict[str, object]]]]) -> None:
    del plan["tables"]["people.csv"]["columns"]["mobile"]


def _table_missing(plan: dict[str, dict[str, object]]) -> None:
    plan["tables"]["others.csv"] = plan["tables"].pop("people.csv")


def _undecided(plan: dict[str, dict[str, dict[str, dict[str, object]]]]) -> None:
    plan["tables"]["people.csv"]["columns"]["mobile"] = {"operator": None}


def _schema(plan: dict[str, dict[str, dict[str, object]]]) -> None:
    plan["tables"]["people.csv"]["schema"] = "sha256:" + "0" * 64


def _surplus(plan: dict[str, dict[str, dict[str, dict[str, object]]]]) -> None:
    plan["tables"]["people.csv"]["columns"]["salary"] = {"operator": "drop"}


def _unknown_key(plan: dict[str, object]) -> None:
    plan["comment"] = "looks fine"


@pytest.mark.catalogue("B7")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_column_missing, ["people.csv", "mobile"]),
        (_table_missing, ["people.csv"]),
        (_undecided, ["people.csv", "mobile"]),
        (_schema, ["people.csv"]),
        (_surplus, ["people.csv", "salary"]),
        (_unknown_key, ["comment"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_plan_that_does_not_fit_is_refused(
    cli: Cli, planned: Path, refused: Refused, change: Callable[[object], None], words: list[str]
) -> None:
    plan = yaml.safe_load(planned.read_text())
    change(plan)
    planned.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False))
    refused(cli("mask", "people.csv", "out.csv", "--plan", planned, "--key", "env:KEY"), 2, *words)
    assert not Path("out.csv").exists()


@pytest.mark.parametrize("destination", ["people.csv", "../{folder}/people.csv", "link.csv", "/dev/null"])
def test_the_source_is_never_written_over(cli: Cli, planned: Path, refused: Refused, destination: str) -> None:
    Path("link.csv").symlink_to("people.csv")
    destination = destination.format(folder=Path.cwd().name)
    before = Path("people.csv").read_bytes()
    for extra in ([], ["--overwrite"]):
        run = cli("mask", "people.csv", destination, "--plan", planned, "--key", "env:KEY", *extra)
        refused(run, 2, destination)
    assert Path("people.csv").read_bytes() == before


def test_a_destination_inside_the_source_is_refused(cli: Cli, planned: Path, refused: Refused) -> None:
    Path("in").mkdir()
    shutil.copy("people.csv", "in")
    for source, destination in (("in", "in/out"), ("in", "in"), ("in", ".")):
        run = cli("mask", source, destination, "--plan", planned, "--key", "env:KEY", "--overwrite")
        refused(run, 2, "apart")


def test_an_existing_destination_needs_overwrite(cli: Cli, planned: Path, refused: Refused) -> None:
    Path("out.csv").write_text("precious")
    masking = ("mask", "people.csv", "out.csv", "--plan", planned, "--key", "env:KEY")
    refused(cli(*masking), 2, "out.csv", "--overwrite")
    refused(cli("share", "people.csv", "out.csv", "--key", "env:KEY"), 2, "out.csv", "--overwrite")
    assert Path("out.csv").read_text() == "precious"
    assert cli(*masking, "--overwrite").exit_code == 0
    assert Path("out.csv").read_text() != "precious"


def test_findings_that_were_tampered_with_are_refused(cli: Cli, planned: Path, refused: Refused) -> None:
    content = json.loads(Path("findings.json").read_text())
    for change in ({"schema": "x"}, {"extra": 1}, {"complete": False}, {"tables": "none"}):
        Path("findings.json").write_text(json.dumps(content | change))
        run: Run = cli("plan", "findings.json", "-o", "new.yaml")
        refused(run, 2, "findings.json")
        assert not Path("new.yaml").exists()
