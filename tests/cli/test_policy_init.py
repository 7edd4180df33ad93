"""policy init: three questions on a terminal, none in a pipe, and always a policy that loads."""

from __future__ import annotations

import os
import pty
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml

from piiscan.policy.policies import default_policy, load_policy
from piiscan.transforms import OPERATORS
from tests.cli.conftest import Cli
from tests.leaks.runner import PIISCAN, ROOT

ENTITIES = {"FREE_TEXT"}


def on_a_terminal(folder: Path, answers: str, *args: str) -> str:
    """What is asked, where somebody types these answers."""
    ours, theirs = pty.openpty()
    os.write(ours, answers.encode())
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm", "LANG": "C.UTF-8"}
    command = [*PIISCAN, "policy", "init", *args]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, cwd=folder, env=env) as run:
        os.close(theirs)
        parts = []
        try:
            while part := os.read(ours, 65536):
                parts.append(part)
        except OSError:  # Linux says EIO where a terminal has been left
            os.close(ours)
        out, _ = run.communicate(timeout=60)
    assert (run.returncode, out) == (0, b"policy.yaml\n")
    return b"".join(parts).decode()


def test_three_answers_make_a_policy_and_a_wrong_one_is_asked_again(tmp_path: Path) -> None:
    asked = on_a_terminal(tmp_path, "gdrp\ngdpr\ndrop\n5\n")
    assert "did you mean gdpr?" in asked
    assert [step for step in ("1/3", "2/3", "3/3") if step not in asked] == []
    assert max(map(len, asked.replace("]: ", "]: \n").splitlines())) <= 80  # the answer ends its line
    policy = load_policy(tmp_path / "policy.yaml", ENTITIES, set(OPERATORS.names))
    assert (policy.name, policy.version, policy.scheme, policy.k) == ("policy", 1, "gdpr", 5)
    operators = {rule.match.role: rule.operator for rule in policy.rules if rule.match.role}
    assert operators["direct_identifier"] == "drop"
    (text,) = (rule for rule in policy.rules if rule.match.entity == "FREE_TEXT")
    assert text.parameters == {"spans": {"default": {"operator": "redact"}}}


def test_what_options_answer_is_not_asked(tmp_path: Path) -> None:
    asked = on_a_terminal(tmp_path, "\n", "--scheme", "pipl", "--k", "3")
    assert ("1/3" in asked, "2/3" in asked, "3/3" in asked) == (False, True, False)
    policy = load_policy(tmp_path / "policy.yaml", ENTITIES, set(OPERATORS.names))
    assert (policy.scheme, policy.k, policy.rules) == ("pipl", 3, default_policy().rules)


def test_a_pipe_is_not_asked_and_gets_the_rules_of_the_default(cli: Cli) -> None:
    run = cli("policy", "init", "shop.yaml", "--identifiers", "encrypt", stdin=b"")
    assert (run.exit_code, run.stderr) == (0, b"")
    said = yaml.safe_load(Path("shop.yaml").read_text())
    assert (said["name"], said["effective"], said["risk"]) == ("shop", date.today(), {"k": None})
    assert (said["review"] - said["effective"]).days == 365
    assert [rule["operator"] for rule in said["rules"]][:2] == ["drop", "encrypt"]
    assert cli("policy", "check", "shop.yaml").exit_code == 0


@pytest.mark.parametrize(("option", "value"), [("--scheme", "gdrp"), ("--identifiers", "hash"), ("--k", "-1")])
def test_a_wrong_option_is_refused_and_nothing_is_written(cli: Cli, option: str, value: str) -> None:
    assert cli("policy", "init", option, value).exit_code == 2
    assert not Path("policy.yaml").exists()
