"""audit and keys on the command line: what is on record, what is refused without one, and what fits 80 columns."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import yaml

from tests.cli.conftest import Cli, silent
from tests.leaks.runner import Run

Refused = Callable[..., None]
FPE = {"operator": "fpe", "keep_prefix": 3, "entity": "CN_MOBILE", "unmask": "allowed"}
ENCRYPT = {"operator": "encrypt", "entity": "CN_RESIDENT_ID", "unmask": "allowed"}


@pytest.fixture
def reversible(planned: Path) -> Path:
    """`plan.yaml` for the partner `acme`: encrypt and fpe where a key turns back, other columns dropped."""
    plan = yaml.safe_load(planned.read_text())
    columns = plan["tables"]["people.csv"]["columns"]
    for name in columns:
        columns[name] = {"id_no": ENCRYPT, "mobile": FPE}.get(name, {"operator": "drop"})
    planned.write_text(yaml.safe_dump(plan | {"partner": "acme"}, sort_keys=False))
    return planned


def masked(cli: Cli, plan: Path) -> Run:
    return cli("mask", "people.csv", "masked.csv", "--plan", plan, "--key", "env:KEY")


def events(cli: Cli) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(cli("audit", "show", "-f", "json").stdout)["events"]
    return found


def narrow(run: Run) -> bool:
    lines = run.stdout.decode().splitlines()
    return bool(lines) and all(len(line) <= 80 for line in lines)


@pytest.mark.catalogue("D3")
def test_what_leaves_for_a_partner_is_on_record_and_the_record_holds_nobody(
    cli: Cli, reversible: Path, crowd: pl.DataFrame
) -> None:
    assert masked(cli, reversible).exit_code == 0
    assert (
        cli("--actor", "Ann Lee", "share", "people.csv", "s.csv", "--key", "env:KEY", "--partner", "beta").exit_code
        == 0
    )
    _, mask, share = events(cli)
    assert (mask["event"], mask["facts"]["partner"], mask["facts"]["rows"]) == ("mask", "acme", 40)
    assert (share["event"], share["facts"]["partner"], share["actor"]["person"]) == ("share", "beta", "Ann Lee")
    log = Path(".piiscan/audit.jsonl").read_bytes()
    silent(Run(0, log, b"", frozenset(), Path()), crowd)
    assert b"people" not in log


def test_what_leaves_for_nobody_in_particular_needs_no_workspace(cli: Cli, planned: Path) -> None:
    assert masked(cli, planned).exit_code == 0
    assert cli("share", "people.csv", "shared.csv", "--key", "env:KEY").exit_code == 0
    assert not Path(".piiscan").exists()


UNWRITABLE: dict[str, Callable[[Path], object]] = {
    "open to others": lambda home: home.chmod(0o755),
    "a folder in its place": lambda home: (home / "audit.jsonl").mkdir(),
    "a link in its place": lambda home: (home / "audit.jsonl").symlink_to("elsewhere"),
    "a changed line": lambda home: (home / "audit.jsonl").write_bytes(b"{}\n"),
    "no folder": lambda home: (home.rmdir(), home.write_text("")),
}


@pytest.mark.catalogue("D14")
@pytest.mark.parametrize("why", UNWRITABLE)
def test_no_audit_no_action(cli: Cli, reversible: Path, refused: Refused, why: str) -> None:
    Path(".piiscan").mkdir(mode=0o700)
    UNWRITABLE[why](Path(".piiscan"))
    if (log := Path(".piiscan/audit.jsonl")).is_file():
        log.chmod(0o600)
    for command in (
        ["mask", "people.csv", "masked.csv", "--plan", reversible, "--key", "env:KEY"],
        ["share", "people.csv", "shared.csv", "--key", "env:KEY", "--partner", "acme"],
        ["keys", "new", "file:new.key"],
        ["keys", "rotate", "env:KEY"],
    ):
        refused(cli(*command), 2)
    assert not [name for name in ("masked.csv", "shared.csv", "new.key") if Path(name).exists()]


def test_a_copy_never_takes_the_place_of_a_workspace(cli: Cli, planned: Path, refused: Refused) -> None:
    Path("out/.piiscan").mkdir(parents=True)
    Path("in").mkdir()
    planned.with_name("people.csv").rename("in/people.csv")
    refused(cli("mask", "in", "out", "--plan", planned, "--key", "env:KEY", "--overwrite"), 2, "holds a workspace")


@pytest.mark.catalogue("C20")
def test_a_full_disk_is_4_and_leaves_no_copy(
    cli: Cli, reversible: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    refused(masked(cli, reversible), 4, "no space left on device")
    assert not Path("masked.csv").exists()


def test_verify_says_whether_the_log_holds_and_how_far_that_is_proven(cli: Cli, reversible: Path) -> None:
    masked(cli, reversible)
    taken = cli("audit", "checkpoint", "--key", "env:KEY", "-o", "elsewhere.txt")
    signer = next(word for word in taken.stderr.decode().split() if word.startswith("piiscan+")).rstrip(":")
    assert b"not proven" in cli("audit", "verify").stdout
    proven = ("audit", "verify", "--checkpoint", "elsewhere.txt", "--signer", signer)
    assert cli(*proven).exit_code == 0
    assert json.loads(cli(*proven, "-f", "json").stdout)["checkpoints"] == 1
    log = Path(".piiscan/audit.jsonl")
    whole = log.read_bytes()
    log.write_bytes(whole.splitlines(keepends=True)[0])
    assert cli("audit", "verify").exit_code == 0
    cut = cli(*proven)
    assert (cut.exit_code, narrow(cut)) == (1, True)
    log.write_bytes(whole.replace(b'"rows":40', b'"rows":41'))
    changed = cli("audit", "verify")
    assert (changed.exit_code, narrow(changed)) == (1, True)
    assert b"line 2" in changed.stdout
    log.write_bytes(whole + b'{"actor')
    torn = cli("audit", "verify")
    assert (torn.exit_code, b"line 3" in torn.stdout, b"torn" in torn.stdout) == (3, True, True)


def test_checkpoints_are_kept_elsewhere_and_signed_by_somebody(cli: Cli, reversible: Path, refused: Refused) -> None:
    refused(cli("audit", "verify"), 2, "no audit log")
    refused(cli("audit", "checkpoint", "--key", "env:KEY"), 2, "no audit log")
    masked(cli, reversible)
    refused(cli("audit", "checkpoint", "--key", "env:KEY", "-o", ".piiscan/c.txt"), 2, "elsewhere")
    assert cli("audit", "checkpoint", "--key", "env:KEY", "-o", "c.txt").exit_code == 0
    refused(cli("audit", "verify", "--checkpoint", "c.txt"), 2, "--signer")
    refused(cli("audit", "verify", "--checkpoint", "c.txt", "--signer", "somebody"), 2, "signer")


def test_events_are_shown_and_summed_up(cli: Cli, reversible: Path) -> None:
    masked(cli, reversible)
    cli("share", "people.csv", "shared.csv", "--key", "env:KEY", "--partner", "beta")
    for shown in (cli("audit", "show"), cli("audit", "report", "--hours", "0-24")):
        assert (shown.exit_code, narrow(shown)) == (0, True)
    assert len(json.loads(cli("audit", "show", "--last", "1", "-f", "json").stdout)["events"]) == 1
    report = json.loads(cli("audit", "report", "-f", "json").stdout)
    assert {(use["event"], use["partner"], use["rows"]) for use in report["uses"] if use["rows"]} == {
        ("mask", "acme", 40),
        ("share", "beta", 40),
    }
    assert "the first for partner beta" in {odd["why"] for odd in report["unusual"]}
    assert cli("audit", "report", "--hours", "20-7").exit_code == 2


def test_columns_come_back_on_record_and_nothing_of_them_is_printed(
    cli: Cli, reversible: Path, crowd: pl.DataFrame, refused: Refused
) -> None:
    masked(cli, reversible)
    asked = ("keys", "unmask", "masked.csv", "clear.csv", "--plan", reversible, "--key", "env:KEY")
    refused(cli(*asked, "--reason", ""), 2, "--reason")
    assert cli(*asked).exit_code == 2
    run = cli(*asked, "--reason", "case 17", "--columns", "mobile")
    assert (run.exit_code, run.stdout) == (0, b"in clear in 40 rows: mobile\n")
    silent(run, crowd)
    assert pl.read_csv("clear.csv")["mobile"].cast(pl.String).equals(crowd["mobile"])
    assert events(cli)[-1]["facts"]["reason"] == "case 17"
    refused(cli(*asked, "--reason", "case 18"), 2, "clear.csv exists")


@pytest.mark.catalogue("A17")
def test_a_rotated_key_masks_new_plans_anew_and_brings_old_copies_along(cli: Cli, reversible: Path) -> None:
    masked(cli, reversible)
    rekey = ("keys", "rekey", "masked.csv", "next.csv", "--plan", reversible, "--from", "env:KEY", "--to", "env:KEY")
    assert cli(*rekey).exit_code == 2
    assert cli("keys", "rotate", "env:KEY").stdout == b"version 2\n"
    assert b"version 2" in cli("keys", "list", "env:KEY").stdout
    assert cli("plan", "findings.json", "--key", "env:KEY").stdout.count(b"key_version: 2\n") == 1
    assert cli(*rekey, "-o", "next.yaml").exit_code == 0
    assert yaml.safe_load(Path("next.yaml").read_text())["key_version"] == 2
    assert cli("mask", "people.csv", "anew.csv", "--plan", "next.yaml", "--key", "env:KEY").exit_code == 0
    assert Path("next.csv").read_bytes() == Path("anew.csv").read_bytes() != Path("masked.csv").read_bytes()


def test_a_destroyed_key_masks_for_nobody_even_from_a_backup(cli: Cli, reversible: Path, refused: Refused) -> None:
    cli("keys", "new", "file:acme.key")
    backup = Path("acme.key").read_bytes()
    fingerprint = cli("keys", "list", "file:acme.key").stdout.decode().split()[0]
    refused(cli("keys", "destroy", "file:acme.key", "--fingerprint", "0" * 16), 2, fingerprint)
    run = cli("keys", "destroy", "file:acme.key", "--fingerprint", fingerprint)
    assert (run.exit_code, narrow(run), b"proves not" in run.stdout) == (0, True, True)
    assert not Path("acme.key").exists()
    Path("acme.key").write_bytes(backup)
    Path("acme.key").chmod(0o600)
    assert b"destroyed" in cli("keys", "list", "file:acme.key").stdout
    for command in (
        ["mask", "people.csv", "masked.csv", "--plan", reversible, "--key", "file:acme.key"],
        ["keys", "rotate", "file:acme.key"],
    ):
        refused(cli(*command), 2, "was destroyed")
    again = cli("keys", "destroy", "file:acme.key", "--fingerprint", fingerprint, "-f", "json")
    assert json.loads(again.stdout)["schema"] == "piiscan/destruction/1"


def test_the_workspace_and_the_actor_may_stand_in_the_configuration(cli: Cli, reversible: Path) -> None:
    Path("piiscan.toml").write_text('home = "records"\nactor = "Ann Lee"\n')
    assert masked(cli, reversible).exit_code == 0
    assert Path("records/audit.jsonl").exists()
    assert events(cli)[-1]["actor"]["person"] == "Ann Lee"
    Path("piiscan.toml").write_text("version = true\n")
    assert cli("audit", "show").exit_code == 2


def test_a_database_of_what_happened_answers_as_the_log_does(cli: Cli, tmp_path: Path) -> None:
    cli("keys", "new", f"file:{tmp_path / 'key'}")
    assert b"2 lines of the log, 2 of them new" in cli("audit", "index", "--database", "sqlite:///team.db").stdout
    by_log = cli("audit", "report", "-f", "json").stdout
    assert cli("audit", "report", "-f", "json", "--database", "sqlite:///team.db").stdout == by_log
    assert b"no release was ever asked for" in cli("release", "list", "--database", "sqlite:///team.db").stdout
    assert cli("audit", "index").exit_code == 0
    assert (tmp_path / ".piiscan" / "history.db").exists()
    assert cli("audit", "index", "--database", "postgresql://u:secret@h/d").exit_code == 2
