"""No release without two people in two roles, neither of whom asked, over the very octets (reliability.md, D15)."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from piiscan.audit import Log
from piiscan.errors import PiiscanError
from piiscan.keys.signing import create_signer, load_signer
from piiscan.pipeline.releasing import house as clock
from piiscan.pipeline.releasing.approving import approve, reject, revoke
from piiscan.pipeline.releasing.sealing import seal
from piiscan.signing.envelope import Envelope, Signature, opened, sealed, signed
from piiscan.signing.manifests import manifest_in, payload_of
from tests.release.made import PEOPLE, Office, days

Attempt = Callable[[Office, str], None]
ATTEMPTS: dict[str, Attempt] = {}
ON_WEI_S: dict[str, Attempt] = {}


def attempt(attempted: Attempt) -> Attempt:
    ATTEMPTS[attempted.__name__] = attempted
    return attempted


def attempt_on_wei_s(attempted: Attempt) -> Attempt:
    ON_WEI_S[attempted.__name__] = attempted
    return attempted


def refused(action: Callable[[], object]) -> None:
    with pytest.raises(PiiscanError):
        action()


def envelope_at(office: Office, release: str) -> Path:
    return office.folder / "home" / "releases" / release / "release.json"


def resign(office: Office, release: str, change: Callable[[Envelope], Envelope]) -> None:
    place = envelope_at(office, release)
    place.write_bytes(sealed(change(opened(place.read_bytes()))))


def both(office: Office, release: str) -> None:
    office.approve(release, "bao")
    office.approve(release, "lin")


def at(monkeypatch: pytest.MonkeyPatch, shift: timedelta) -> None:
    class Shifted(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + shift

    monkeypatch.setattr(clock, "datetime", Shifted)


# Who approves


@attempt
def nobody_approves(office: Office, release: str) -> None: ...


@attempt
def one_approves(office: Office, release: str) -> None:
    office.approve(release, "bao")


@attempt
def the_requester_approves(office: Office, release: str) -> None:
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "mei"))


@attempt_on_wei_s
def a_requester_with_an_approving_role_approves(office: Office, release: str) -> None:
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "wei"))


@attempt
def one_approves_twice(office: Office, release: str) -> None:
    office.approve(release, "gus")
    refused(lambda: office.approve(release, "gus"))


@attempt
def one_with_both_roles_approves_alone(office: Office, release: str) -> None:
    office.approve(release, "gus")


@attempt
def one_key_under_two_ids(office: Office, release: str) -> None:
    office.person("gus", PEOPLE["gus"], publics={"a": office.publics["gus"], "b": office.publics["gus"]})
    office.enrol("gus")
    office.approve(release, "gus")
    refused(lambda: office.approve(release, "gus"))


@attempt
def one_person_with_two_keys(office: Office, release: str) -> None:
    _, other = create_signer(office.key("gus2"), lambda signer: None)
    publics = {"a": office.publics["gus"], "b": b64encode(other.public).decode()}
    office.person("gus", PEOPLE["gus"], publics=publics)
    office.enrol("gus")
    office.approve(release, "gus")
    refused(lambda: office.approve(release, "gus", key="gus2"))
    resign(office, release, lambda envelope: signed(envelope, other))


@attempt
def two_of_one_role(office: Office, release: str) -> None:
    office.person("bob", ["business"])
    office.enrol("bob")
    office.approve(release, "bao")
    office.approve(release, "bob")


@attempt
def two_of_the_other_role(office: Office, release: str) -> None:
    office.person("liv", ["compliance"])
    office.enrol("liv")
    office.approve(release, "lin")
    office.approve(release, "liv")


@attempt
def a_custodian_approves(office: Office, release: str) -> None:
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "tom"))


@attempt
def somebody_without_a_record(office: Office, release: str) -> None:
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "zoe", key="lin"))


@attempt
def somebody_who_is_not_enrolled(office: Office, release: str) -> None:
    office.person("eve", ["compliance"])
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "eve"))


@attempt
def somebody_who_enrols_themselves(office: Office, release: str) -> None:
    office.person("eve", ["compliance"])
    refused(lambda: office.enrol("eve", by="eve"))
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "eve"))


@attempt
def somebody_whom_the_requester_enrols(office: Office, release: str) -> None:
    office.person("eve", ["compliance"])
    refused(lambda: office.enrol("eve", by="mei"))


@attempt
def somebody_whom_the_requester_enrols_in_anothers_name(office: Office, release: str) -> None:
    office.person("eve", ["compliance"])
    refused(lambda: clock_enrol(office, "eve", by="bao", key="mei"))


def clock_enrol(office: Office, name: str, by: str, key: str) -> None:
    from piiscan.pipeline.releasing.enrolling import enrol

    enrol(name, by=by, key=office.key(key), house=office.house)


@attempt
def an_approver_in_anothers_name(office: Office, release: str) -> None:
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "lin", key="bao"))
    refused(lambda: office.approve(release, "lin", key="mei"))


# The requester in disguise


def disguised(office: Office, release: str, **named: object) -> None:
    """mei has another record, with the role that is missing."""
    office.person("mia", ["compliance"], **named)  # type: ignore[arg-type]
    refused(lambda: office.enrol("mia"))
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "mia"))


@attempt
def the_requester_under_an_alias_of_their_mailbox(office: Office, release: str) -> None:
    disguised(office, release, contact="mei+approvals@corp.example")


@attempt
def the_requester_under_another_case_of_their_mailbox(office: Office, release: str) -> None:
    disguised(office, release, contact="MEI@Corp.Example")


@attempt
def the_requester_under_dots_in_their_mailbox(office: Office, release: str) -> None:
    disguised(office, release, contact="m.e.i@corp.example")


@attempt
def the_requesters_key_under_another_name_and_id(office: Office, release: str) -> None:
    (office.folder / "keys" / "mia").write_bytes((office.folder / "keys" / "mei").read_bytes())
    (office.folder / "keys" / "mia").chmod(0o600)
    disguised(office, release, publics={"other": office.publics["mei"]})


@attempt
def the_requester_under_another_case_of_their_name(office: Office, release: str) -> None:
    office.person("Mei", ["compliance"])
    refused(lambda: office.enrol("Mei"))
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "Mei"))


@attempt
def the_requester_under_letters_that_look_alike(office: Office, release: str) -> None:
    office.person("mеi", ["compliance"])
    refused(lambda: office.enrol("mеi"))
    office.approve(release, "bao")
    refused(lambda: office.approve(release, "mеi"))


@attempt
def the_requester_gives_themselves_the_role(office: Office, release: str) -> None:
    office.change("people", "mei", "roles: [requester]", "roles: [requester, compliance]")
    refused(lambda: office.approve(release, "bao"))


# What changes after an approval


@attempt
def an_approver_has_left(office: Office, release: str) -> None:
    both(office, release)
    (office.folder / "register" / "people" / "lin.yaml").unlink()


@attempt
def an_approver_has_another_role_now(office: Office, release: str) -> None:
    both(office, release)
    office.person("lin", ["business"])
    office.enrol("lin")


@attempt
def a_key_was_revoked(office: Office, release: str) -> None:
    both(office, release)
    office.change("people", "lin", "}\n", f", revoked: {days(0)}}}\n")
    office.enrol("lin")


@attempt
def a_key_was_revoked_and_nobody_enrolled_that(office: Office, release: str) -> None:
    both(office, release)
    office.change("people", "lin", "}\n", f", revoked: {days(0)}}}\n")


@attempt
def a_key_has_expired(office: Office, release: str) -> None:
    office.approve(release, "bao")
    office.person("lin", ["compliance"], until=-1)
    office.enrol("lin")
    refused(lambda: office.approve(release, "lin"))


@attempt
def the_partner_gets_a_higher_tier(office: Office, release: str) -> None:
    both(office, release)
    office.change("partners", "acme", "highest_tier: 2", "highest_tier: 4")


@attempt
def the_agreement_gets_longer(office: Office, release: str) -> None:
    both(office, release)
    office.change("partners", "acme", f"until: {days(90)}", f"until: {days(900)}")


@attempt
def the_purpose_needs_more(office: Office, release: str) -> None:
    both(office, release)
    office.change("purposes", "churn", "basis: consent", "basis: none")


def with_a_flip(office: Office, release: str, name: str) -> None:
    both(office, release)
    place = office.folder / "home" / "releases" / release / name
    octets = bytearray(place.read_bytes())
    octets[len(octets) // 2] ^= 1
    place.write_bytes(octets)


for changed in ("data/data-001.csv", "plan.yaml", "findings.json", "verification.json", "README.md", "release.json"):
    ATTEMPTS[f"one_bit_of_{changed}"] = lambda office, release, name=changed: with_a_flip(office, release, name)


@attempt
def one_bit_changes_between_two_approvals(office: Office, release: str) -> None:
    office.approve(release, "bao")
    place = office.folder / "home" / "releases" / release / "data" / "data-001.csv"
    place.write_bytes(place.read_bytes().replace(b"active", b"Active", 1))
    refused(lambda: office.approve(release, "lin"))


@attempt
def a_file_is_added(office: Office, release: str) -> None:
    both(office, release)
    (office.folder / "home" / "releases" / release / "data" / ".more.csv").write_text("a\n")


@attempt
def a_file_becomes_a_link_to_the_same_octets(office: Office, release: str) -> None:
    both(office, release)
    place = office.folder / "home" / "releases" / release / "data" / "data-001.csv"
    place.rename(office.folder / "elsewhere.csv")
    place.symlink_to(office.folder / "elsewhere.csv")


@pytest.mark.catalogue("D18", "D20")
@pytest.mark.parametrize(
    "changes",
    [
        {"partner": "other"}, {"purpose": "other"}, {"policy": "other"}, {"key": "0" * 16}, {"tier": 1}, {"k": 99},
        {"expires": "2099-01-01"}, {"seal_by": "2099-01-01"}, {"requester": "gus"}, {"assessment": "PIA-99"},
    ],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
def test_a_manifest_that_says_something_else_has_no_signatures(
    changes: dict[str, object], house: Office, waits: str, tmp_path: Path
) -> None:
    both(house, waits)

    def changed(envelope: Envelope) -> Envelope:
        content = json.loads(envelope.payload)
        for name, instead in changes.items():
            named = isinstance(content["predicate"][name], dict)
            content["predicate"][name] = {**content["predicate"][name], "name": instead} if named else instead
        payload = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert payload_of(manifest_in(payload)) == payload
        return replace(envelope, payload=payload)

    resign(house, waits, changed)
    refused(lambda: seal(waits, tmp_path / "out", house=house.house))


# Signatures and events from elsewhere


@attempt
def an_approval_that_the_log_does_not_know(office: Office, release: str) -> None:
    office.approve(release, "bao")
    resign(office, release, lambda envelope: signed(envelope, load_signer(office.key("lin"))))


@attempt
def an_approval_in_the_log_without_a_signature(office: Office, release: str) -> None:
    office.approve(release, "bao")
    place = envelope_at(office, release)
    before = place.read_bytes()
    office.approve(release, "lin")
    place.write_bytes(before)


@attempt
def an_approval_before_the_request(office: Office, release: str) -> None:
    """The event of lin's approval stands in the log of another workspace, before there was a request."""
    office.approve(release, "bao")
    other = Log(office.folder / "other")
    manifest = sha256(opened(envelope_at(office, release).read_bytes()).payload).hexdigest()
    facts = {"release": release, "manifest": manifest, "person": "lin", "signer": "0" * 64}
    other.append("release.approve", facts)
    lines = other.path.read_bytes().splitlines(keepends=True)
    log = office.folder / "home" / "audit.jsonl"
    log.write_bytes(lines[1] + log.read_bytes())
    refused(lambda: office.approve(release, "lin"))


@attempt_on_wei_s
def signatures_for_another_data_set(office: Office, release: str) -> None:
    """Those of the release that mei asked for, which the log knows, too."""
    theirs = next(each.name for each in (office.folder / "home" / "releases").iterdir() if each.name != release)
    both(office, theirs)
    signatures = opened(envelope_at(office, theirs).read_bytes()).signatures
    resign(office, release, lambda envelope: replace(envelope, signatures=(*envelope.signatures[:1], *signatures[1:])))


@attempt_on_wei_s
def the_envelope_of_another_data_set(office: Office, release: str) -> None:
    theirs = next(each.name for each in (office.folder / "home" / "releases").iterdir() if each.name != release)
    both(office, theirs)
    envelope_at(office, release).write_bytes(envelope_at(office, theirs).read_bytes())


@attempt
def a_signature_by_a_key_that_nobody_knows(office: Office, release: str) -> None:
    both(office, release)
    _, unknown = create_signer(office.key("unknown"), lambda signer: None)
    resign(office, release, lambda envelope: signed(envelope, unknown))


@attempt
def ten_thousand_signatures(office: Office, release: str) -> None:
    both(office, release)
    more = tuple(Signature(f"{number:064x}", bytes(64)) for number in range(10_000))
    resign(office, release, lambda envelope: replace(envelope, signatures=(*envelope.signatures, *more)))


@attempt
def an_empty_signature(office: Office, release: str) -> None:
    both(office, release)
    empty = lambda each: replace(each, sig=b"")  # noqa: E731
    resign(office, release, lambda envelope: replace(envelope, signatures=tuple(map(empty, envelope.signatures))))


@attempt
def no_signature_by_the_requester(office: Office, release: str) -> None:
    both(office, release)
    resign(office, release, lambda envelope: replace(envelope, signatures=envelope.signatures[1:]))


@attempt
def another_payload_type(office: Office, release: str) -> None:
    both(office, release)
    place = envelope_at(office, release)
    place.write_bytes(place.read_bytes().replace(b"vnd.in-toto+json", b"vnd.in-toto+yaml"))


@attempt
def a_key_that_stands_there_twice(office: Office, release: str) -> None:
    both(office, release)
    place = envelope_at(office, release)
    place.write_bytes(place.read_bytes()[:-1] + b',"signatures":[]}')


@attempt
def a_key_that_nobody_asked_for(office: Office, release: str) -> None:
    both(office, release)
    place = envelope_at(office, release)
    place.write_bytes(place.read_bytes()[:-1] + b',"threshold":0}')


# The log


@attempt
def an_event_is_added_by_hand(office: Office, release: str) -> None:
    office.approve(release, "bao")
    log = office.folder / "home" / "audit.jsonl"
    line = log.read_bytes().splitlines()[-1].replace(b'"bao"', b'"lin"')
    log.write_bytes(log.read_bytes() + line + b"\n")
    resign(office, release, lambda envelope: signed(envelope, load_signer(office.key("lin"))))


@attempt
def the_rejection_is_taken_out_of_the_log(office: Office, release: str) -> None:
    both(office, release)
    reject(release, by="lin", reason="no", house=office.house)
    office.house.log.append("mask", {"rows": 1})
    log = office.folder / "home" / "audit.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(line for line in lines if b"release.reject" not in line))


@attempt
def the_log_is_another_one(office: Office, release: str) -> None:
    both(office, release)
    (office.folder / "home" / "audit.jsonl").unlink()


# Time and state


@attempt
def after_a_rejection(office: Office, release: str) -> None:
    both(office, release)
    reject(release, by="lin", reason="too much", house=office.house)
    refused(lambda: approve(release, by="gus", key=office.key("gus"), house=office.house))


@attempt
def after_it_was_revoked(office: Office, release: str) -> None:
    both(office, release)
    revoke(release, by="bao", reason="the partner asked for it", house=office.house)


def test_a_release_that_waited_too_long_is_not_sealed(
    house: Office, waits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both(house, waits)
    at(monkeypatch, timedelta(days=8))
    refused(lambda: seal(waits, tmp_path / "out", house=house.house))
    assert not (tmp_path / "out").exists()


def test_a_clock_that_was_turned_back_stops_everything(
    house: Office, waits: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both(house, waits)
    at(monkeypatch, timedelta(days=-1))
    with pytest.raises(PiiscanError, match="clock"):
        seal(waits, tmp_path / "out", house=house.house)


@pytest.mark.catalogue("D15")
@pytest.mark.parametrize("name", ATTEMPTS)
def test_nobody_gets_around_two_approvals(name: str, house: Office, waits: str, tmp_path: Path) -> None:
    _not_sealed(ATTEMPTS[name], house, waits, tmp_path)


@pytest.mark.catalogue("D15")
@pytest.mark.parametrize("name", ON_WEI_S)
def test_nobody_gets_around_them_for_a_request_of_their_own(
    name: str, house: Office, wei_s: str, tmp_path: Path
) -> None:
    _not_sealed(ON_WEI_S[name], house, wei_s, tmp_path)


def _not_sealed(attempted: Attempt, office: Office, release: str, folder: Path) -> None:
    attempted(office, release)
    refused(lambda: seal(release, folder / "out", house=office.house))
    assert [path.name for path in folder.iterdir()] == ["house"]


@pytest.mark.catalogue("D15")
def test_what_was_refused_is_on_record_without_anything_of_the_data(house: Office, waits: str, tmp_path: Path) -> None:
    refused(lambda: seal(waits, tmp_path / "out", house=house.house))
    refused(lambda: house.approve(waits, "mei"))
    events = [entry for entry in house.house.log.entries() if entry.event == "release.refuse"]
    assert [(event.facts["action"], event.facts["why"]) for event in events] == [
        ("seal", ["signature"]),
        ("approve", ["approver"]),
    ]
    assert "customers" not in house.house.log.path.read_text()


@pytest.mark.catalogue("D15")
def test_there_are_forty_attempts_and_more() -> None:
    assert len(ATTEMPTS) + len(ON_WEI_S) + 2 >= 40


def test_two_approvals_by_two_people_in_two_roles_do(house: Office, waits: str, tmp_path: Path) -> None:
    """The attempts fail for what they do, not because nothing is ever sealed."""
    both(house, waits)
    assert seal(waits, tmp_path / "out", house=house.house).passed
    assert b64decode(json.loads((tmp_path / "out" / "release.json").read_bytes())["payload"])


@pytest.mark.parametrize("pair", [("gus", "bao"), ("bao", "gus"), ("gus", "lin"), ("lin", "gus"), ("wei", "gus")])
def test_one_with_both_roles_stands_for_the_one_that_is_missing(
    pair: tuple[str, str], house: Office, waits: str, tmp_path: Path
) -> None:
    for person in pair:
        house.approve(waits, person)
    assert seal(waits, tmp_path / "out", house=house.house).passed
