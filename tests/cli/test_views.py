"""plan --as sql: a script on stdout or in a file, what each role sees on stderr, and refusals that say what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from piiscan.reports.findings import render
from tests.cli.conftest import Cli
from tests.leaks.runner import Run
from tests.reports.made_up import scan
from tests.verbs.on_servers import COLUMNS, on

Refused = Callable[..., None]


@pytest.fixture
def findings(tmp_path: Path) -> Path:
    path = tmp_path / "shop.json"
    path.write_text(render(scan(tables=(on("postgresql", *COLUMNS[:5]),))), "utf-8")
    return path


def test_the_script_is_on_stdout_and_what_each_role_sees_on_stderr(cli: Cli, findings: Path) -> None:
    done = cli("plan", findings, "--as", "sql", "--role", "analyst=2", "--role", "客服=3")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.decode().count("CREATE VIEW") == 2
    said = done.stderr.decode()
    assert "role analyst, up to tier 2, in masked_analyst" in said
    assert "pseudonym needs the key" in said
    assert max(map(len, said.splitlines())) <= 80


def test_the_file_is_written_whole_with_the_roles_of_the_policy(cli: Cli, findings: Path, tmp_path: Path) -> None:
    policy = cli("policy", "show").stdout.decode().replace("rules:", "roles: {analyst: 2, support: 3}\nrules:")
    Path("policy.yaml").write_text(policy)
    assert ", 2 roles, " in cli("policy", "check", "policy.yaml").stdout.decode()
    assert "roles: {analyst: 2, support: 3}" in cli("policy", "show", "policy.yaml").stdout.decode()
    args = ("plan", findings, "--policy", "policy.yaml", "--as", "sql", "--role", "support=1")
    printed = cli(*args)
    assert cli(*args, "-o", "views.sql").stdout == b""
    assert Path("views.sql").read_bytes() == printed.stdout
    assert b"role support: up to tier 1" in printed.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["policy.yaml", "shop.json", "views.sql"]


def test_roles_may_be_set_for_all_runs(cli: Cli, findings: Path) -> None:
    Path("piiscan.toml").write_text('[plan]\nrole = ["analyst=2"]\n')
    assert cli("plan", findings, "--as", "sql").stdout.count(b"CREATE VIEW") == 1
    assert cli("plan", findings).stdout.startswith(b"piiscan: plan/1")


def test_undecided_columns_end_with_1_and_are_in_no_view(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "shop.json"
    path.write_text(render(scan(tables=(on("mysql"),))), "utf-8")
    done = cli("plan", path, "--as", "sql", "--role", "dpo=4")
    assert done.exit_code == 1
    assert b"AS `guess`" not in done.stdout
    assert b"guess: left out (tier 2, undecided: a person decides)" in done.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--as", "sql"], ["policy partner-default has no roles", "--role analyst=2"]),
        (["--as", "sql", "--role", "analyst"], ["--role analyst: say NAME=TIER"]),
        (["--as", "sql", "--role", "analyst=5"], ["--role analyst=5: must be a tier"]),
        (["--as", "sql", "--role", "=2"], ["--role =2: is no name of a role"]),
        (["--role", "analyst=2"], ["--role goes with --as sql"]),
        (["--as", "sql", "--role", "analyst=2", "--key", "env:KEY"], ["--key goes with a plan"]),
        (["--as", "views"], ["views"]),
    ],
    ids=str,
)
def test_what_is_missing_or_wrong_is_said(
    cli: Cli, findings: Path, refused: Refused, args: list[str], words: list[str]
) -> None:
    refused(cli("plan", findings, *args), 2, *words)


def test_findings_of_files_are_refused(cli: Cli, planned: Path, refused: Refused) -> None:
    run: Run = cli("plan", planned.parent / "findings.json", "--as", "sql", "--role", "analyst=2")
    refused(run, 2, "people.csv: views are made of tables on a server", "by its URL")
