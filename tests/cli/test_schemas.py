"""Every document holds to its published schema: what commands write, not what tests make up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from piiscan.reports.findings import render
from tests.cli.conftest import Cli
from tests.reports.made_up import everything, scan
from tests.reports.test_golden import is_golden

NAMES = (
    *("findings", "spans", "validity", "risk", "verification", "explanation", "plan", "diagnosis"),
    *("trace", "incident", "removal", "assessment"),
)


@pytest.fixture
def holds(cli: Cli) -> Callable[[str, Any], None]:
    def check(name: str, document: Any) -> None:
        schema = json.loads(cli("report", "--schema", name).stdout)
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(document)

    return check


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_changes_only_on_purpose(cli: Cli, name: str) -> None:
    run = cli("report", "--schema", name)
    assert run.exit_code == 0
    Draft202012Validator.check_schema(json.loads(run.stdout))
    assert is_golden(run.stdout.decode(), f"schema.{name}.json")


def test_findings(holds: Callable[[str, Any], None], cli: Cli, planned: Path) -> None:
    holds("findings", json.loads(Path("findings.json").read_text("utf-8")))
    holds("findings", json.loads(cli("scan", "people.csv", "--scheme", "pipl", "-f", "json").stdout))
    for made_up in (everything(), scan()):
        holds("findings", json.loads(render(made_up)))


def test_spans_with_and_without_what_cannot_be_read(holds: Callable[[str, Any], None], cli: Cli) -> None:
    run = cli("detect", "-", stdin=b"call 13800138000\n\n" + b"\xff 13800138000\n")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(lines) == 3
    assert "incomplete" in lines[2]
    for line in lines:
        holds("spans", line)


def test_removals_and_assessments(holds: Callable[[str, Any], None], cli: Cli, planned: Path) -> None:
    run = cli("subject", "erase", "people.csv", "out.csv", "--reason", "case 17", "-f", "json", stdin=b"13800138000\n")
    holds("removal", json.loads(run.stdout))
    holds("assessment", json.loads(cli("audit", "assess", "findings.json", "-f", "json").stdout))


def test_validity(holds: Callable[[str, Any], None], cli: Cli) -> None:
    run = cli("check", "CN_RESIDENT_ID", stdin=b"11010519491231002X\n110105194912310021\nno\n")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line.get("reason") for line in lines] == [None, "checksum", "format"]
    for line in lines:
        holds("validity", line)


def test_risk(holds: Callable[[str, Any], None], cli: Cli, plain: Path) -> None:
    run = cli("risk", plain, "--quasi", "birth_date", "--sensitive", "email", "--what-if", "--population", "9999")
    assert run.exit_code == 0
    as_json = cli("risk", plain, "--quasi", "birth_date", "--sensitive", "email", "--what-if", "-f", "json")
    holds("risk", json.loads(as_json.stdout))


def test_explanation(holds: Callable[[str, Any], None], cli: Cli, planned: Path) -> None:
    holds("explanation", json.loads(cli("explain", "findings.json", "mobile", "-f", "json").stdout))


def test_plan_and_verification(holds: Callable[[str, Any], None], cli: Cli, planned: Path) -> None:
    plan = yaml.safe_load(planned.read_text("utf-8"))
    holds("plan", {**plan, "as_of": plan["as_of"].isoformat()})
    for seed in ({"table": "t"}, {"table": "t", "where": "city = 'x'", "limit": 5, "children": False}):
        holds("plan", {**plan, "as_of": plan["as_of"].isoformat(), "subset": [seed]})
    cli("mask", "people.csv", "out.csv", "--plan", planned, "--key", "env:KEY")
    run = cli("verify", "people.csv", "out.csv", "--plan", planned, "--key", "env:KEY", "-f", "json")
    holds("verification", json.loads(run.stdout))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("findings", {**json.loads(render(scan())), "more": 1}),
        ("spans", {"id": 1, "spans": [{"start": "0", "end": 1, "entity": "X", "score": 1, "recognizer": "r"}]}),
        ("validity", {"line": 0, "valid": True}),
        ("plan", {"piiscan": "plan/2"}),
    ],
)
def test_what_is_no_such_document_does_not_hold(holds: Callable[[str, Any], None], name: str, wrong: Any) -> None:
    with pytest.raises(ValidationError):
        holds(name, wrong)
