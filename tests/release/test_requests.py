"""A request goes through the whole main line, or nothing waits: what records and data have to say against it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from piiscan.errors import KeyRefused, PiiscanError, ReleaseRefused
from piiscan.keys import load
from piiscan.model.policy import Match, Rule
from piiscan.pipeline.key_events import destroy_key
from piiscan.pipeline.releasing.listing import listed
from piiscan.pipeline.releasing.requesting import request
from piiscan.pipeline.releasing.sealing import seal
from piiscan.policy.policies import default_policy
from tests.release.made import PURPOSE, TODAY, Office, days, files, in_days, moved, partner


def waiting(house: Office) -> int:
    return len(listed(house.house.log))


Change = Callable[[Office], dict[str, object]]
"""What is done to the office, and what is asked for differently."""


def records(kind: str, name: str, text: str) -> Change:
    def change(office: Office) -> dict[str, object]:
        office.write(kind, name, text)
        return {}

    return change


def asked(**named: object) -> Change:
    return lambda office: named


BEFORE_THE_DATA: dict[str, tuple[Change, str]] = {
    "agreement lapsed": (records("partners", "acme", partner(until=-1)), "lapsed on"),
    "agreement not yet": (records("partners", "acme", partner(since=1)), "begins on"),
    "not after the agreement": (asked(expires=in_days(91)), "may use it until"),
    "not in the past": (asked(expires=in_days(-1)), "may use it until"),
    "purpose of others": (
        records("partners", "acme", partner().replace("purposes: [churn]", "purposes: [other]")),
        "none that acme gets data for",
    ),
    "record not in effect": (
        records("purposes", "churn", PURPOSE.replace(f"effective: {days(-90)}", f"effective: {days(1)}")),
        "takes effect on",
    ),
    "unknown partner": (asked(partner="acne"), "did you mean acme"),
    "unknown purpose": (asked(purpose="churm"), "did you mean churn"),
    "unknown person": (asked(by="nobody"), "no record is called nobody"),
    "no requester": (asked(by="bao"), "has not the role requester"),
    "key of another": (lambda office: {"sign": office.key("bao")}, "no key of mei"),
}


def ask(office: Office, named: dict[str, object]) -> None:
    by = str(named.pop("by", "mei"))
    office.request(by=by, **{"sign": office.key(by if by in office.publics else "mei"), **named})


@pytest.mark.parametrize("name", BEFORE_THE_DATA)
def test_what_records_speak_against_is_refused_before_the_data_is_read(
    name: str, house: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*args: object, **named: object) -> None:
        raise AssertionError("the data was read")

    monkeypatch.setattr("piiscan.pipeline.releasing.requesting.scan", read)
    change, said = BEFORE_THE_DATA[name]
    before = waiting(house)
    with pytest.raises(PiiscanError, match=said):
        ask(house, change(house))
    assert waiting(house) == before
    assert house.house.log.entries()[-1].event == "release.refuse"


def test_more_reasons_than_one_are_all_said(house: Office) -> None:
    house.write("partners", "acme", partner(until=-1).replace("purposes: [churn]", "purposes: [other]"))
    with pytest.raises(ReleaseRefused) as refused:
        house.request()
    assert set(refused.value.reasons) == {"agreement", "expires", "purpose"}
    assert refused.value.exit_code == 1


def kept_names(office: Office) -> dict[str, object]:
    """The purpose needs names, and the policy keeps them."""
    needs = "needs:\n  - {column: name_zh, as: exact, why: letters}\n"
    office.write("purposes", "churn", PURPOSE.replace("needs:\n", needs))
    policy, keep = default_policy(), Rule(Match(entity="PERSON"), "keep")
    return {"policy": replace(policy, rules=(keep, *policy.rules))}


def open_only(office: Office) -> dict[str, object]:
    office.write("partners", "acme", partner(tier=1))
    return {}


def undecided(office: Office) -> dict[str, object]:
    """What the purpose needs, and the scan takes for nothing and for something."""
    table = pl.read_csv(office.source, infer_schema=False).rename({"status": "membership"})
    table.with_columns(membership=pl.Series(["basic", "gold"] * (len(table) // 2))).write_csv(office.source)
    office.write("purposes", "churn", PURPOSE.replace("column: status", "column: membership"))
    return {}


def broken(office: Office) -> dict[str, object]:
    office.source.write_bytes(office.source.read_bytes() + b'"\n')
    return {}


def half_expired(office: Office) -> None:
    text = PURPOSE.replace("needs:", "retention: {days: 100, column: since}\nneeds:")
    office.write("purposes", "churn", text)
    table = pl.read_csv(office.source, infer_schema=False)
    dates = [days(-99), days(-101)] * (len(table) // 2)
    table.with_columns(since=pl.Series(dates)).write_csv(office.source)


def expired(office: Office) -> dict[str, object]:
    """In a file of which no row can be left out."""
    half_expired(office)
    pl.read_csv(office.source, infer_schema=False).write_csv(office.source, quote_style="non_numeric")
    first, *rest = office.source.read_text("utf-8").splitlines(keepends=True)
    office.source.write_text("".join([first, *(line.replace('"', "", 2) for line in rest)]), "utf-8")
    return {}


def unasked(office: Office) -> dict[str, object]:
    """The purpose is for who agreed, which the data does not say."""
    office.write("purposes", "churn", f"{PURPOSE}consent: agreed\n")
    return {}


WITH_THE_DATA: dict[str, tuple[Change, str, int]] = {
    "tier": (kept_names, r"gets tier 2 at most, and in the copy is customers.csv.name_zh \(tier 3\)", 1),
    "open only": (open_only, "in the copy is customers.csv.customer_id", 1),
    "undecided": (undecided, "nobody has decided what customers.csv.membership is", 1),
    "incomplete": (broken, "the scan is incomplete", 3),
    "consent": (unasked, "asks who agreed or objected, which nothing tells in customers.csv", 1),
    "term": (expired, "20 rows are past the term", 1),
}


@pytest.mark.catalogue("B32")
@pytest.mark.parametrize("name", WITH_THE_DATA)
def test_what_the_data_speaks_against_is_refused_and_leaves_nothing(name: str, house: Office) -> None:
    change, said, code = WITH_THE_DATA[name]
    named = change(house)
    before = files(house.folder / "home")
    with pytest.raises(ReleaseRefused, match=said) as refused:
        house.request(**named)
    assert refused.value.exit_code == code
    assert files(house.folder / "home") == before
    assert house.source.name not in house.house.log.path.read_text()


def test_only_who_agreed_is_in_the_copy_and_the_manifest_counts_the_others(house: Office, tmp_path: Path) -> None:
    house.write("purposes", "churn", f"{PURPOSE}consent: agreed\n")
    table = pl.read_csv(house.source, infer_schema=False)
    table.with_columns(agreed=pl.Series(["yes", "no", "yes", ""] * 10)).write_csv(house.source)
    release = house.approved()
    delivered = seal(release, tmp_path / "out", house=house.house)
    assert delivered.passed
    assert delivered.manifest
    assert (delivered.manifest.rows, delivered.manifest.removed) == (20, 20)
    assert len(pl.read_csv(tmp_path / "out" / "data" / "data-001.csv")) == 20


def test_rows_past_the_term_are_left_out_and_counted_in_the_manifest(house: Office, tmp_path: Path) -> None:
    half_expired(house)
    delivered = seal(house.approved(), tmp_path / "out", house=house.house)
    assert delivered.manifest
    assert (delivered.manifest.rows, delivered.manifest.removed) == (20, 20)


@pytest.mark.catalogue("C10")
def test_a_source_that_changes_meanwhile_is_refused(house: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from piiscan.pipeline.releasing import requesting

    made = requesting.made

    def changing(*args: object, **named: object) -> object:
        done = made(*args, **named)  # type: ignore[arg-type]
        house.source.write_bytes(house.source.read_bytes() + b"\n")
        return done

    monkeypatch.setattr(requesting, "made", changing)
    with pytest.raises(ReleaseRefused, match="changed while it was read"):
        house.request()


def test_a_masking_key_does_not_sign_and_a_signing_key_does_not_mask(house: Office) -> None:
    with pytest.raises(KeyRefused):
        house.request(sign=house.key("masking"))
    with pytest.raises(KeyRefused):
        house.request(key=house.key("mei"))


@pytest.mark.catalogue("D13")
def test_a_key_that_was_destroyed_masks_no_release(house: Office) -> None:
    """Somebody has kept a copy of it."""
    kept = (house.folder / "keys" / "masking").read_bytes()
    destroy_key(house.key("masking"), load(house.key("masking")).fingerprint, audit=house.house.log)
    (house.folder / "keys" / "masking").write_bytes(kept)
    (house.folder / "keys" / "masking").chmod(0o600)
    with pytest.raises(KeyRefused, match="was destroyed"):
        house.request()


def test_the_manifest_says_what_was_done(first: tuple[Office, str, str], tmp_path: Path) -> None:
    office = moved(tmp_path / "house", first[0])
    manifest = next(each.manifest for each in listed(office.house.log) if each.standing.release == first[1])
    assert manifest
    assert (manifest.rows, manifest.removed, manifest.tier) == (40, 0, 2)
    assert (manifest.requested, manifest.expires, manifest.seal_by) == (TODAY, in_days(90), in_days(7))
    assert (manifest.policy.digest, manifest.assessment) == (default_policy().digest, "PIA-3")
    assert [file.name for file in manifest.files] == ["data/data-001.csv", "README.md"]


@pytest.mark.catalogue("B26")
def test_a_folder_gets_names_that_say_nothing_and_keeps_its_partitions(house: Office, tmp_path: Path) -> None:
    table = pl.read_csv(house.source, infer_schema=False)
    for name in ("vip list/hong kong.csv", "by/status=open/a.csv", "by/status=shut/b.csv"):
        place = tmp_path / "data" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        table.drop("status").write_csv(place)
    office = Office(house.folder, house.publics)
    manifest = request(
        tmp_path / "data", purpose="churn", partner="acme", by="mei", sign=office.key("mei"),
        key=office.key("masking"), house=office.house,
    )  # fmt: skip
    assert [file.name for file in manifest.files][:-1] == [
        "data/status=open/data-001.csv", "data/status=shut/data-002.csv", "data/data-003.csv",
    ]  # fmt: skip
    assert manifest.rows == 120


def test_a_partner_with_a_key_gets_what_only_they_can_open(house: Office, tmp_path: Path) -> None:
    pyrage = pytest.importorskip("pyrage")
    identity = pyrage.x25519.Identity.generate()
    house.write("partners", "acme", partner(more=f"key: {identity.to_public()}\n"))
    delivered = seal(house.approved(), tmp_path / "out", house=house.house)
    assert delivered.passed
    assert delivered.manifest
    file = delivered.manifest.files[0]
    assert file.name == "data/data-001.csv.age"
    opened = pyrage.decrypt((tmp_path / "out" / file.name).read_bytes(), [identity])
    assert opened.startswith(b"customer_id")
    assert str(file.plain) in (tmp_path / "out" / "README.md").read_text()
    assert b"customer_id" not in b"".join((tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out"))


def test_how_releases_stand_is_listed(house: Office, waits: str, wei_s: str) -> None:
    house.approve(waits, "bao")
    (house.folder / "home" / "releases" / wei_s / "release.json").write_text("{}")
    assert [each.state for each in listed(house.house.log)] == ["1 of 2 approvals", "changed or missing"]
    assert json.loads((house.folder / "home" / "releases" / waits / "findings.json").read_text())["complete"]
