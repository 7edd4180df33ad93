"""An incident is graded by the rule of the policy, stays open until what is due was done, and is on record."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from piiscan.errors import PiiscanError
from piiscan.model.incident import Bounds, IncidentRules
from piiscan.policy.policies import default_policy, load_policy
from piiscan.policy.policy_text import render_policy
from piiscan.verbs.release.severity import graded
from tests.cli.conftest import Cli, cli
from tests.release.made import Office

__all__ = ["cli"]

NOW = datetime.now(UTC).replace(tzinfo=None)
RULES = IncidentRules()


@pytest.mark.parametrize(
    ("people", "minors", "tier", "severity"),
    [(0, 0, 1, "low"), (49, 0, 2, "low"), (50, 0, 2, "medium"), (1, 0, 3, "medium"), (500, 0, 2, "high"),
     (1, 1, 1, "high"), (1, 0, 4, "high")],
)  # fmt: skip
def test_the_highest_bound_that_is_reached_makes_the_severity(
    people: int, minors: int, tier: int, severity: str
) -> None:
    assert graded(RULES, people, minors, tier)[0] == severity
    assert bool(graded(RULES, people, minors, tier)[1]) == (severity != "low")


def test_a_policy_has_a_rule_of_its_own(tmp_path: Path) -> None:
    text = render_policy(default_policy())
    assert "incident" not in text
    own = "incident: {high: {people: 10}, authority_hours: 4}\nrules:"
    (tmp_path / "policy.yaml").write_text(text.replace("rules:", own, 1))
    policy = load_policy(tmp_path / "policy.yaml", {"FREE_TEXT"}, {"drop", "pseudonym", "text", "generalize", "keep"})
    assert policy.incident == IncidentRules(Bounds(people=10), RULES.medium, 4, RULES.people_hours)
    assert policy.digest != default_policy().digest
    (tmp_path / "again.yaml").write_text(render_policy(policy))
    assert (
        load_policy(tmp_path / "again.yaml", {"FREE_TEXT"}, {"drop", "pseudonym", "text", "generalize", "keep"})
        == policy
    )


@pytest.mark.parametrize(
    "wrong", ["{high: {persons: 3}}", "{high: {people: 0}}", "{authority_hours: soon}", "{lower: {}}"]
)
def test_a_rule_with_a_mistake_is_no_rule(wrong: str, tmp_path: Path) -> None:
    text = render_policy(default_policy()).replace("rules:", f"incident: {wrong}\nrules:", 1)
    (tmp_path / "policy.yaml").write_text(text)
    with pytest.raises(PiiscanError, match="incident"):
        load_policy(tmp_path / "policy.yaml", {"FREE_TEXT"}, {"drop", "pseudonym", "text", "generalize", "keep"})


@pytest.fixture
def piiscan(cli: Cli, house: Office) -> Cli:
    def call(*args: str | Path, stdin: bytes = b"") -> object:
        return cli("--home", house.folder / "home", "--actor", "lin", *args, stdin=stdin)

    return call  # type: ignore[return-value]


def day(before: int = 0) -> str:
    return (NOW - timedelta(days=before)).strftime("%Y-%m-%dT%H:%M")


def opened(piiscan: Cli, release: str, before: int = 0) -> str:
    run = piiscan("release", "incident", "open", release, "--discovered", day(before))
    assert run.exit_code == 0, run.stderr.decode()
    return run.stdout.decode().strip()


def test_an_incident_from_its_discovery_to_its_end(piiscan: Cli, waits: str, house: Office) -> None:
    name = opened(piiscan, waits)
    shown = json.loads(piiscan("release", "incident", "show", name, "-f", "json").stdout)
    assert (shown["severity"], shown["people"], shown["tier"]) == ("low", 40, 2)
    assert shown["leaked"][0]["partner"] == "acme"
    assert {kind["entity"] for kind in shown["leaked"][0]["exposed"]} == {"PERSON_ID", "DATE_OF_BIRTH"}
    due = datetime.fromisoformat(shown["tell_authority_by"]) - datetime.fromisoformat(shown["discovered"])
    assert due == timedelta(hours=72)
    early = piiscan("release", "incident", "close", name)
    assert (early.exit_code, b"its cause" in early.stderr) == (1, True)
    said = ("--cause", "a folder was shared", "--measure", "the folder was closed", "--told", "authority")
    assert piiscan("release", "incident", "update", name, *said).exit_code == 0
    text = piiscan("release", "incident", "show", name).stdout.decode()
    assert "a folder was shared (lin (" in text
    assert all(len(line) <= 80 for line in text.splitlines() if not line.startswith(("20", "holds")))
    assert piiscan("release", "incident", "close", name).exit_code == 0
    assert piiscan("release", "incident", "close", name).exit_code == 2
    assert piiscan("release", "incident", "update", name, "--cause", "another").exit_code == 2
    assert "closed" in piiscan("release", "incident", "list").stdout.decode()
    events = [entry for entry in house.house.log.entries() if entry.event.startswith("incident.")]
    assert [entry.event for entry in events] == ["incident.open", "incident.update", "incident.close"]
    assert {entry.actor.person for entry in events} == {"lin"}
    assert "folder" not in house.house.log.path.read_text()


def test_a_grave_incident_stays_open_until_everybody_was_told(piiscan: Cli, waits: str, tmp_path: Path) -> None:
    policy = render_policy(default_policy()).replace("rules:", "incident: {high: {people: 10}}\nrules:", 1)
    (tmp_path / "grave.yaml").write_text(policy)
    grave = ("release", "incident", "open", waits, "--discovered", day(), "--policy", tmp_path / "grave.yaml")
    name = piiscan(*grave).stdout.decode().strip()
    piiscan("release", "incident", "update", name, "--cause", "a", "--measure", "b", "--told", "authority")
    assert b"people were told" in piiscan("release", "incident", "close", name).stderr
    piiscan("release", "incident", "update", name, "--told", "people")
    assert piiscan("release", "incident", "close", name).exit_code == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("to", ["authority", "people"])
def test_a_notice_says_what_the_record_says_and_leaves_the_rest_in_brackets(
    to: str, lang: str, piiscan: Cli, waits: str
) -> None:
    name = opened(piiscan, waits, before=5)
    draft = ("release", "incident", "notice", name, "--to", to, "--lang", lang)
    first = piiscan(*draft).stdout.decode()
    piiscan("release", "incident", "update", name, "--cause", "共享文件夹 was open", "--measure", "closed")
    second = piiscan(*draft).stdout.decode()
    assert name in first
    assert "共享文件夹 was open" in second
    assert first.count("[" if lang == "en" else "［") > second.count("[" if lang == "en" else "［") > 0
    assert ("72" in first or "delay" in first or "原因" in first) if to == "authority" else "acme" not in first
    if to == "authority":
        assert ("Why this comes after" if lang == "en" else "前报告的原因") in first


def test_what_cannot_be_an_incident_is_none(piiscan: Cli, waits: str, tmp_path: Path) -> None:
    later = (NOW + timedelta(days=2)).strftime("%Y-%m-%d")
    (tmp_path / "trace.json").write_text("{}")
    for wrong in (
        ("open", "0123456789abcdef", "--discovered", day()),
        ("open", waits, "--discovered", later),
        ("open", "--discovered", day()),
        ("open", "--discovered", day(), "--trace", tmp_path / "trace.json"),
        ("show", "../0123"),
        ("show", "01234567"),
        ("update", "01234567", "--cause", "x"),
    ):
        assert piiscan("release", "incident", *wrong).exit_code == 2, wrong


def test_a_record_that_was_changed_by_hand_is_not_believed(piiscan: Cli, waits: str, house: Office) -> None:
    name = opened(piiscan, waits)
    place = house.folder / "home" / "incidents" / f"{name}.json"
    place.write_text(place.read_text().replace('"low"', '"high"'))
    for command in ("show", "close"):
        assert piiscan("release", "incident", command, name).exit_code == 1
    place.unlink()
    assert piiscan("release", "incident", "list").exit_code == 1


def test_an_incident_of_a_trace_has_the_releases_that_it_names(
    piiscan: Cli, waits: str, house: Office, tmp_path: Path
) -> None:
    data = house.folder / "home" / "releases" / waits / "data" / "data-001.csv"
    (tmp_path / "leak.csv").write_text("".join(data.read_text().splitlines(keepends=True)[:21]))
    traced = piiscan("release", "trace", tmp_path / "leak.csv", "-f", "json", "-o", "trace.json")
    assert traced.exit_code == 1, traced.stderr.decode()
    run = piiscan("release", "incident", "open", "--discovered", day(), "--trace", "trace.json")
    shown = json.loads(piiscan("release", "incident", "show", run.stdout.decode().strip(), "-f", "json").stdout)
    assert waits in [one["release"] for one in shown["leaked"]]
    assert shown["leaked"][0]["lines"] == 20
