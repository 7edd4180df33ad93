"""The story of a release by its commands: refused, asked for, approved twice, sealed, verified by who got it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, cli
from tests.release.made import PEOPLE, PURPOSE, Office, customers, partner

__all__ = ["cli"]


@pytest.fixture
def records(tmp_path: Path, cli: Cli) -> Office:
    """A register in which the agreement with the partner has lapsed; the people have made their keys."""
    made = Office(tmp_path)
    (tmp_path / "keys").mkdir()
    made.write("purposes", "churn", PURPOSE)
    made.write("partners", "acme", partner(until=-1))
    customers().write_csv(made.source)
    for name in ("bao", "lin", "mei"):
        made_key = cli("keys", "new", made.key(name), "--signing")
        assert made_key.exit_code == 0, made_key.stderr.decode()
        made.person(name, PEOPLE[name], publics={})
        head = (tmp_path / "register" / "people" / f"{name}.yaml").read_text().replace("keys:\n", "")
        (tmp_path / "register" / "people" / f"{name}.yaml").write_text(head + made_key.stdout.decode())
    assert cli("keys", "new", made.key("masking")).exit_code == 0
    return made


def test_a_release_from_a_lapsed_agreement_to_a_partner_who_verifies_it(
    records: Office, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def enrol(name: str) -> str:
        done = cli("keys", "enrol", name, "--by", "bao", "--key", records.key("bao"))
        assert done.exit_code == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    (fingerprint,) = {enrol(name) for name in ("bao", "lin", "mei")}
    ask = [
        *("release", "request", records.source, "--purpose", "churn", "--partner", "acme", "--text", "off"),
        *("--key", records.key("masking"), "--by", "mei", "--sign", records.key("mei")),
    ]

    lapsed = cli(*ask)
    assert (lapsed.exit_code, lapsed.stdout) == (1, b"")
    assert "DPA-7 with acme lapsed" in lapsed.stderr.decode()

    records.write("partners", "acme", partner())
    asked = cli(*ask)
    assert asked.exit_code == 0, asked.stderr.decode()
    release = asked.stdout.decode().strip()
    shown = cli("release", "show", release)
    assert "40 rows" in shown.stdout.decode()
    assert all(len(line) <= 80 for line in shown.stdout.decode().splitlines() if "look at" not in line)

    early = cli("release", "seal", release, "out")
    assert early.exit_code == 1
    assert cli("release", "approve", release, "--by", "mei", "--key", records.key("mei")).exit_code == 1
    for person in ("bao", "lin"):
        approved = cli("release", "approve", release, "--by", person, "--key", records.key(person))
        assert approved.exit_code == 0, approved.stderr.decode()
    sealed = cli("release", "seal", release, "out")
    assert sealed.exit_code == 0, sealed.stderr.decode()
    assert fingerprint in sealed.stderr.decode()
    assert "sealed" in cli("release", "list").stdout.decode()
    assert json.loads(cli("release", "list", "-f", "json").stdout.decode())["releases"][0]["state"] == "sealed"

    partners = tmp_path / "elsewhere"
    partners.mkdir()
    (tmp_path / "out").rename(partners / "came")
    monkeypatch.chdir(partners)
    assert cli("release", "verify", "came").exit_code == 1
    verified = cli("release", "verify", "came", "--fingerprint", fingerprint)
    assert (verified.exit_code, "passed" in verified.stdout.decode()) == (0, True)
    assert json.loads(cli("release", "verify", "came", "--fingerprint", fingerprint, "-f", "json").stdout.decode())[
        "passed"
    ]
    data = partners / "came" / "data" / "data-001.csv"
    data.write_bytes(data.read_bytes().replace(b"active", b"closed", 1))
    assert cli("release", "verify", "came", "--fingerprint", fingerprint).exit_code == 1
    assert not (partners / ".piiscan").exists()

    monkeypatch.chdir(tmp_path)
    assert cli("release", "revoke", release, "--by", "bao", "--reason", "case 12").exit_code == 0
    assert cli("release", "seal", release, "again").exit_code == 1
    assert cli("release", "reject", release, "--by", "lin", "--reason", "case 13").exit_code == 1
    assert cli("audit", "verify").exit_code == 0
    events = [
        line["event"] for line in map(json.loads, (tmp_path / ".piiscan" / "audit.jsonl").read_text().splitlines())
    ]
    assert events.count("release.refuse") == 5
    assert [event for event in events if event.startswith("release.") and event != "release.refuse"] == [
        "release.request", "release.approve", "release.approve", "release.seal", "release.revoke",
    ]  # fmt: skip


@pytest.mark.parametrize("flag", ["--force", "--admin", "--override", "--threshold=0", "--threshold=-1", "--no-verify"])
def test_there_is_no_way_around_the_gate_on_the_command_line(flag: str, cli: Cli) -> None:
    for command in ("seal", "approve"):
        assert cli("release", command, "0123456789abcdef", "out", flag).exit_code == 2


def test_no_variable_and_no_setting_lowers_the_gate(
    cli: Cli, first: tuple[Office, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, house: Office
) -> None:
    for name in ("FORCE", "ADMIN", "THRESHOLD", "SKIP_APPROVALS"):
        monkeypatch.setenv(f"PIISCAN_RELEASE_SEAL_{name}", "0")
        monkeypatch.setenv(f"PIISCAN_{name}", "1")
    register = house.folder / "register"
    sealing = ("--home", house.folder / "home", "release", "seal", first[1], "out", "--register", register)
    assert cli(*sealing).exit_code == 1
    (tmp_path / "piiscan.toml").write_text("[release.seal]\nthreshold = 0\n")
    assert cli(*sealing).exit_code == 2


@pytest.mark.parametrize(
    "release", ["../../etc", "0123", "0123456789ABCDEF", "0123456789abcdef/..", "0123456789abcdeé"]
)
def test_what_is_no_id_names_no_folder(release: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    assert cli("release", "show", release).exit_code == 2
    assert cli("release", "seal", release, "out").exit_code == 2
