"""A name that is nearly right is answered with the right one, and a shell can complete what is typed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.leaks.runner import PIISCAN, ROOT


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["chek", "CN_MOBILE"], "'check'"),
        (["scan", "--fromat", "json"], "--format"),
        (["check", "CN_RESIDENTID"], "did you mean CN_RESIDENT_ID?"),
        (["check", "BR_CPFF"], "did you mean"),
        (["recognizers", "show", "CN_MOBIL"], "did you mean CN_MOBILE?"),
        (["recognizers", "test", "globl"], "did you mean global?"),
        (["policy", "show", "--scheme", "gdrp"], "did you mean gdpr?"),
        (["explain", "findings.json", "mobil"], "did you mean mobile?"),
        (["explain", "findings.json", "people.mobil"], "did you mean people.mobile?"),
        (["--config", "x.toml", "policy", "show"], "did you mean scheme?"),
        (["mask", "people.csv", "out.csv", "--plan", "wrong.yaml", "--key", "env:KEY"], "did you mean pseudonym?"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(
    cli: Cli, planned: Path, args: list[str], hint: str
) -> None:
    Path("x.toml").write_text('[scan]\nschem = "gdpr"\n')
    Path("wrong.yaml").write_text(planned.read_text("utf-8").replace("operator: pseudonym", "operator: pseudonim"))
    run = cli(*args)
    assert run.exit_code == 2
    assert hint in run.stderr.decode()


def test_a_name_that_is_near_nothing_gets_no_hint(cli: Cli) -> None:
    run = cli("recognizers", "show", "zzzzzz")
    assert (run.exit_code, b"did you mean" in run.stderr) == (2, False)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("piiscan rep", {"report"}), ("piiscan report -f s", {"sarif"}), ("piiscan policy ", {"init", "show", "check"})],
)
def test_a_shell_completes_commands_and_values(typed: str, completed: set[str]) -> None:
    words = str(len(typed.split(" ")) - 1)
    env = {"PYTHONPATH": str(ROOT), "_PIISCAN_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": words}
    run = subprocess.run(PIISCAN, env=env, capture_output=True, text=True)
    assert run.returncode == 0
    assert set(run.stdout.split()) == completed


def test_the_script_for_a_shell_is_printed(cli: Cli) -> None:
    run = cli("--show-completion", "bash")
    assert run.exit_code == 0
    assert b"_PIISCAN_COMPLETE" in run.stdout
