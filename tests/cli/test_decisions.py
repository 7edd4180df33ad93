"""Decisions on the command line: drafted, completed, applied, reopened, and never a way around the data."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
import yaml

from piiscan.reports import FORMATS
from tests.cli.conftest import Cli, silent

PHONES = "c1\n13800138000\n13800146011\n13900139022\n"


@pytest.fixture
def drafted(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`visits.csv`, its findings, and a completed decision that its column is nothing personal."""
    monkeypatch.chdir(tmp_path)
    Path("visits.csv").write_text(PHONES)
    assert cli("scan", "visits.csv", "-f", "json", "-o", "visits.json").exit_code == 0
    assert cli("explain", "visits.json", "c1", "-f", "yaml", "-o", "draft.yaml").exit_code == 0
    entry = yaml.safe_load(Path("draft.yaml").read_text())["decisions"][0]
    del entry["is"]
    entry |= {"is_not": "*", "owner": "li.wei", "reason": "numbers of tickets", "expires": "EXPIRES"}
    text = yaml.safe_dump({"piiscan": "decisions/1", "decisions": [entry]})
    Path("decisions.yaml").write_text(text.replace("EXPIRES", "2099-01-01"))
    return Path("decisions.yaml")


def changed(decisions: Path, old: str, new: str) -> Path:
    text = decisions.read_text()
    assert old in text
    decisions.write_text(text.replace(old, new))
    return decisions


def test_a_decision_settles_a_column_and_every_report_says_whose_it_is(cli: Cli, drafted: Path) -> None:
    run = cli("scan", "visits.csv", "--decisions", drafted, "-f", "json", "-o", "decided.json")
    assert (run.exit_code, run.stderr) == (0, b"")
    (column,) = json.loads(Path("decided.json").read_text())["tables"][0]["columns"]
    assert (column["status"], column["decision"]["outcome"]) == ("clean", "applied")
    for form in FORMATS:
        said = cli("report", "decided.json", "-f", form).stdout.decode().replace("\n", " ")
        assert "li.wei" in said
        assert "numbers of tickets" in said
    assert "li.wei" in cli("explain", "decided.json", "c1").stdout.decode()


def test_a_plan_takes_decisions_too_and_shows_them(cli: Cli, drafted: Path) -> None:
    assert cli("plan", "visits.json").exit_code == 1
    run = cli("plan", "visits.json", "--decisions", drafted)
    assert run.exit_code == 0
    assert b"li.wei decided that it is not *: numbers of tickets" in run.stdout


def test_a_share_goes_by_decisions(cli: Cli, drafted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIISCAN_TEST_KEY", sha256(b"a key of these tests").hexdigest())
    assert cli("share", "visits.csv", "undecided.csv", "--key", "env:PIISCAN_TEST_KEY").exit_code == 1
    changed(drafted, "is_not: '*'", "is: CN_MOBILE")
    run = cli("share", "visits.csv", "copy.csv", "--key", "env:PIISCAN_TEST_KEY", "--decisions", drafted)
    assert run.exit_code == 0
    assert not set(Path("copy.csv").read_text().split()[1:]) & set(PHONES.split())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2099-01-01", "2026-01-01", b"must be later than date"),
        ("cn/mobile@", "cn/mobile@0", b"the pack changed"),
        ("matched: 1.0", "matched: 0.5", b"the data changed"),
        ("verdict: undecided CN_MOBILE", "verdict: clean", b"the data changed"),
    ],
)
def test_what_holds_no_longer_opens_the_column_and_stops_the_plan(
    cli: Cli, drafted: Path, old: str, new: str, said: bytes
) -> None:
    run = cli("plan", "visits.json", "--decisions", changed(drafted, old, new))
    assert run.exit_code in (1, 2)
    assert said in run.stderr
    assert b"operator: keep" not in run.stdout


def test_a_decision_that_means_no_column_is_a_warning(cli: Cli, drafted: Path) -> None:
    run = cli("scan", "visits.csv", "--decisions", changed(drafted, "column: c1", "column: c2"))
    assert run.exit_code == 0
    assert b"warning: decisions.yaml: decisions[0]: no column c2 in a table visits.csv" in run.stderr


def test_a_broken_file_is_a_usage_error_with_its_line(cli: Cli, drafted: Path) -> None:
    drafted.write_text(drafted.read_text() + "decisions: []\n")
    run = cli("scan", "visits.csv", "--decisions", drafted)
    assert run.exit_code == 2
    assert b"decisions.yaml: line" in run.stderr
    assert cli("scan", "visits.csv", "--decisions", "missing.yaml").exit_code == 2


def test_real_cards_are_not_decided_away_and_it_is_said(cli: Cli, planned: Path, crowd: pl.DataFrame) -> None:
    assert cli("explain", "findings.json", "card", "-f", "yaml", "-o", "draft.yaml").exit_code == 0
    text = Path("draft.yaml").read_text()
    for key, value in (("owner", "li.wei"), ("reason", "test cards"), ("expires", "2099-01-01"), ("is_not", '"*" # ')):
        text = text.replace(f"{key}: ", f"{key}: {value}")
    Path("draft.yaml").write_text(text)
    run = cli("plan", "findings.json", "--decisions", "draft.yaml")
    assert b"decision refused: check digits of CN_BANK_CARD" in run.stderr
    step = yaml.safe_load(run.stdout)["tables"]["people.csv"]["columns"]["card"]
    assert step["operator"] == "pseudonym"
    silent(run, crowd)


def test_a_column_that_is_decided_has_no_second_draft(cli: Cli, drafted: Path) -> None:
    cli("scan", "visits.csv", "--decisions", drafted, "-f", "json", "-o", "decided.json")
    assert cli("explain", "decided.json", "c1", "-f", "yaml").exit_code == 2


def test_a_diff_under_the_same_packs_is_empty(cli: Cli, planned: Path) -> None:
    run = cli("recognizers", "diff", "findings.json")
    assert (run.exit_code, run.stdout) == (0, b"0 of 7 columns flip, 0 only a scan can tell\n")
    document = json.loads(cli("recognizers", "diff", "findings.json", "-f", "json").stdout)
    assert document == {"schema": "piiscan/recognizers-diff/1", "columns": 7, "flips": [], "changed": []}


def test_a_diff_that_may_flip_ends_with_1(cli: Cli, planned: Path) -> None:
    findings = Path("findings.json")
    document = json.loads(findings.read_text())
    document["tool"]["packs"] = "sha256:0"
    findings.write_text(re.sub("cn/resident_id@[0-9a-f]{8}", "cn/resident_id@00000000", json.dumps(document)))
    run = cli("recognizers", "diff", "findings.json")
    assert run.exit_code == 1
    assert "id_no: personal CN_RESIDENT_ID -> scan to know" in " ".join(run.stdout.decode().split())
