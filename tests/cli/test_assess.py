"""audit assess: what has to be put right is listed until a scan shows that it was; and a pack to be checked."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.cli.conftest import Cli, silent
from tests.leaks import canary, oracle
from tests.leaks.runner import Run

SYSTEM = """piiscan: system/1
name: crm
version: 1
owner: li.wei
effective: 2026-01-01
review: 2036-01-01
contact: crm@shop.example
sources: ["data/people.csv"]
"""
PURPOSE = """piiscan: purpose/1
name: churn
version: 1
owner: analytics
effective: 2026-01-01
review: 2026-06-01
basis: consent
needs: [{entity: CN_MOBILE, why: calls}]
"""
PARTNER = """piiscan: partner/1
name: acme
version: 1
owner: privacy office
effective: 2026-01-01
review: 2036-01-01
legal_name: ACME Ltd.
jurisdiction: SG
contact: dpo@acme.example
agreement: {reference: DPA-7, since: 2026-01-01, until: 2026-10-31}
purposes: [churn]
highest_tier: 2
"""


@pytest.fixture
def house(crowd: pl.DataFrame, tmp_path: Path, cli: Cli) -> Path:
    """Two files, one of them nobody's, a purpose that is stale, and a partner whose agreement has lapsed."""
    (tmp_path / "data").mkdir()
    crowd.select("id_no", "mobile").write_csv(tmp_path / "data" / "people.csv")
    crowd.select("mobile").write_csv(tmp_path / "data" / "calls.csv")
    for kind, text in {"systems/crm": SYSTEM, "purposes/churn": PURPOSE, "partners/acme": PARTNER}.items():
        file = tmp_path / "register" / f"{kind}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    scanned(cli)
    return tmp_path


def scanned(cli: Cli) -> None:
    assert cli("scan", "data", "-f", "json", "-o", "findings.json").exit_code == 0


def assessed(cli: Cli, *more: str, day: str = "2026-11-24") -> tuple[Run, dict[str, Any]]:
    run = cli("audit", "assess", "findings.json", "--as-of", day, "-f", "json", *more)
    return run, json.loads(run.stdout)


def listed(content: dict[str, Any], kind: str = "problems") -> set[tuple[str, str, str]]:
    return {(each["area"], Path(each["source"]).name, each["about"]) for each in content[kind]}


def test_each_area_lists_what_has_to_be_put_right_with_owner_and_day(cli: Cli, house: Path) -> None:
    run, content = assessed(cli)
    assert run.exit_code == 0
    assert listed(content) >= {
        ("collection", "people.csv", "id_no"),
        ("storage", "calls.csv", "owner"),
        ("third parties", "partner acme", "agreement"),
        ("third parties", "purpose churn", "review"),
    }
    by = {(each["source"], each["about"]): each for each in content["problems"]}
    assert by["data/people.csv", "id_no"]["owner"] == "li.wei"
    found = by["data/people.csv", "id_no"]
    assert (found["since"], found["due"]) == ("2026-11-24", "2026-12-24")
    assert by["data/calls.csv", "owner"]["owner"] is None
    assert by["partner acme", "agreement"]["owner"] == "privacy office"


def test_the_next_one_says_what_was_put_right_and_what_is_overdue(cli: Cli, house: Path) -> None:
    assessed(cli)
    (house / "register" / "systems" / "crm.yaml").write_text(SYSTEM.replace("data/people.csv", "data/*"))
    run, content = assessed(cli, day="2027-01-15")
    assert content["former"] == "2026-11-24"
    assert ("storage", "calls.csv", "owner") in listed(content, "fixed")
    states = {(Path(each["source"]).name, each["about"]): each["state"] for each in content["problems"]}
    assert (states["people.csv", "id_no"], states["purpose churn", "review"]) == ("overdue", "open")
    assert run.exit_code == 1


def test_what_a_scan_did_not_look_at_is_not_put_right(cli: Cli, house: Path) -> None:
    assessed(cli)
    (house / "data" / "people.csv").unlink()
    scanned(cli)
    _, content = assessed(cli, day="2026-12-01")
    states = {(Path(each["source"]).name, each["about"]): each["state"] for each in content["problems"]}
    assert states["people.csv", "id_no"] == "not looked at"
    assert all("people.csv" not in each for each in map(str, listed(content, "fixed")))


def test_what_somebody_answers_for_is_waived_until_its_day(cli: Cli, house: Path) -> None:
    said = "{source: data/people.csv, about: id_no, owner: li.wei, reason: by law, expires: 2027-01-01}"
    (house / "w.yaml").write_text(f"piiscan: waivers/1\nwaivers: [{said}]\n")
    for day, state in ("2026-11-24", "waived"), ("2027-02-01", "overdue"):
        _, content = assessed(cli, "--waivers", "w.yaml", day=day)
        (found,) = [each for each in content["problems"] if each["about"] == "id_no"]
        assert found["state"] == state


def test_an_assessment_that_was_changed_is_not_built_upon(cli: Cli, house: Path) -> None:
    assessed(cli)
    (file,) = (house / ".piiscan" / "assessments").iterdir()
    file.write_text(file.read_text().replace("2026-12-24", "2030-12-24"))
    run = cli("audit", "assess", "findings.json")
    assert (run.exit_code, b"was changed" in run.stderr) == (2, True)


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_report_is_for_people_and_holds_nobody(cli: Cli, crowd: pl.DataFrame, house: Path, form: str) -> None:
    run = cli("audit", "assess", "findings.json", "--as-of", "2026-11-24", "-f", form)
    silent(run, crowd)
    entity = "CN_RESIDENT_ID" if form == "html" else r"CN\_RESIDENT\_ID"
    for word in ("Collection", "Storage", "Use", "Third parties", "li.wei", "DPA", entity):
        assert word in run.stdout.decode()


def test_a_pack_is_the_same_again_holds_nobody_and_every_change_shows(
    cli: Cli, crowd: pl.DataFrame, house: Path, tmp_path: Path
) -> None:
    key = ("--pack", "pack.zip", "--key", "env:KEY")
    run, _ = assessed(cli, *key)
    names = zipfile.ZipFile(tmp_path / "pack.zip").namelist()
    assert {"INDEX.json", "audit/audit.jsonl", "audit/checkpoint.txt", "inventory/001.json"} < set(names)
    assert {"register/partners/acme.yaml", "assessment.md", "assessment.html"} < set(names)
    oracle.assert_no_leak(canary.identifiers(crowd), [tmp_path / "pack.zip"], run.streams)
    assert cli("audit", "verify", "--pack", "pack.zip").exit_code == 0
    for name in names:
        forged = tmp_path / "forged.zip"
        with zipfile.ZipFile(tmp_path / "pack.zip") as old, zipfile.ZipFile(forged, "w") as new:
            for each in names:
                new.writestr(each, old.read(each) + (b" " if each == name else b""))
        checked = cli("audit", "verify", "--pack", "forged.zip")
        assert checked.exit_code == (0 if name == "INDEX.json" else 1), name


def test_the_same_evidence_gives_the_same_octets(cli: Cli, house: Path, tmp_path: Path) -> None:
    from piiscan.pipeline.evidence import write

    found = {"b": b"2", "a": b"1"}
    write(found, tmp_path / "one.zip")
    write(dict(reversed(found.items())), tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_log_that_was_rewritten_with_its_index_is_seen_by_its_lines(cli: Cli, house: Path, tmp_path: Path) -> None:
    from piiscan.pipeline.evidence import write

    assessed(cli, "--pack", "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        found = {name: pack.read(name) for name in pack.namelist() if name != "INDEX.json"}
    found["audit/audit.jsonl"] = found["audit/audit.jsonl"].replace(b'"fixed":0', b'"fixed":9')
    write(found, tmp_path / "forged.zip")
    run = cli("audit", "verify", "--pack", "forged.zip")
    assert (run.exit_code, b"it was changed after it was written" in run.stdout) == (1, True)
    shutil.copy(tmp_path / "pack.zip", tmp_path / "not.zip")
    (tmp_path / "not.zip").write_bytes(b"PK not")
    assert cli("audit", "verify", "--pack", "not.zip").exit_code == 2
