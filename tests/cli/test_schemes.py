"""`--scheme`: the levels of a law beside the tiers, from the option or from the policy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def columns(cli: Cli, plain: Path) -> Any:
    """The columns that a scan with these options finds, by name."""

    def scan(*options: str | Path) -> dict[str, Any]:
        found = json.loads(cli("scan", plain, "-f", "json", *options).stdout)
        return {column["name"]: column for column in found["tables"][0]["columns"]}

    return scan


def test_levels_are_given_beside_tiers_that_stay_the_same(columns: Any) -> None:
    general, graded = columns(), columns("--scheme", "jrt-0171")
    assert {column["level"] for column in general.values()} == {None}
    assert {column["level"] for column in graded.values()} >= {"C2"}
    assert {name: {**c, "level": None} for name, c in graded.items()} == general


def test_the_scheme_of_the_policy_is_used_and_the_option_wins(cli: Cli, columns: Any) -> None:
    policy = cli("policy", "show").stdout.decode().replace("scheme: general", "scheme: gdpr")
    Path("policy.yaml").write_text(policy, "utf-8")
    assert "personal" in {c["level"] for c in columns("--policy", "policy.yaml").values()}
    assert "C2" in {c["level"] for c in columns("--policy", "policy.yaml", "--scheme", "jrt-0171").values()}
    assert b"scheme gdpr" in cli("policy", "check", "policy.yaml").stdout


@pytest.mark.parametrize("command", [["scan", "PLAIN", "--scheme"], ["policy", "show", "--scheme"]])
def test_an_unknown_scheme_is_refused_and_the_known_ones_named(cli: Cli, plain: Path, command: list[str]) -> None:
    run = cli(*(plain if word == "PLAIN" else word for word in command), "gdrp")
    assert (run.exit_code, run.stdout) == (2, b"")
    assert b"gbt-35273, gbt-43697, gdpr" in run.stderr


def test_a_report_of_saved_findings_names_the_levels_in_its_language(cli: Cli, plain: Path) -> None:
    cli("scan", plain, "--scheme", "jrt-0171", "-f", "json", "-o", "found.json")
    assert "C2 身份与金融状况信息" in cli("report", "found.json", "-f", "md", "--lang", "zh").stdout.decode()
    assert "C2 identity and finances" in cli("report", "found.json", "-f", "html").stdout.decode()


def test_a_scheme_can_be_read_before_it_is_used(cli: Cli) -> None:
    shown = " ".join(cli("policy", "show", "--scheme", "hipaa").stdout.decode().split())
    assert "45 CFR 164.514, (b)(2)(i)(O) and (e)(2)(xiv): IP_ADDRESS" in shown
    assert "可识别健康信息" in cli("policy", "show", "--scheme", "hipaa", "--lang", "zh").stdout.decode()
    assert cli("policy", "show", "policy.yaml", "--scheme", "hipaa").exit_code == 2
