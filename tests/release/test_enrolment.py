"""Whose keys count: a chain of enrolments from one founder, each signed by somebody who approved before."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest

from piiscan.errors import PiiscanError, ReleaseRefused, SignatureRefused
from piiscan.keys.signing import Signer, create_signer, load_signer
from piiscan.model.release import Enrolment
from piiscan.pipeline.releasing.enrolling import enrol
from piiscan.signing.ed25519 import fingerprint
from piiscan.signing.enrolments import enrolment_payload
from piiscan.signing.envelope import Envelope, signed
from piiscan.verbs.release.enrolments import needed, trusted
from tests.release.made import PEOPLE, TODAY, Office, days


@pytest.fixture
def empty(tmp_path: Path) -> Office:
    """An office in which nobody is enrolled."""
    made = Office(tmp_path)
    (tmp_path / "keys").mkdir()
    for name in ("bao", "lin", "mei", "tom"):
        made.person(name, PEOPLE[name])
    return made


def test_the_first_one_enrols_themselves_and_all_trust_comes_from_that_key(empty: Office) -> None:
    root = empty.enrol("bao")
    assert root == fingerprint(load_signer(empty.key("bao")).public)
    assert {empty.enrol("lin"), empty.enrol("mei"), empty.enrol("tom", by="lin")} == {root}
    trust = empty.house.trust(empty.house.log.entries())
    assert set(trust.people) == {"bao", "lin", "mei", "tom"}


@pytest.mark.parametrize(("name", "by"), [("lin", "bao"), ("mei", "mei"), ("tom", "tom")])
def test_the_first_one_must_be_one_who_approves(name: str, by: str, empty: Office) -> None:
    with pytest.raises(ReleaseRefused):
        empty.enrol(name, by=by)
    assert empty.house.trust(empty.house.log.entries()).root is None


@pytest.mark.parametrize("by", ["mei", "lin", "nobody"])
def test_only_who_is_enrolled_and_approves_enrols_others(by: str, empty: Office) -> None:
    """mei is enrolled and asks for releases; lin approves and is not enrolled."""
    empty.enrol("bao")
    empty.enrol("mei")
    with pytest.raises(PiiscanError):
        enrol("tom", by=by, key=empty.key(by if by != "nobody" else "lin"), house=empty.house)


def test_nobody_changes_their_own_record(empty: Office) -> None:
    empty.enrol("bao")
    empty.enrol("lin")
    empty.change("people", "bao", "roles: [business]", "roles: [business, compliance]")
    with pytest.raises(ReleaseRefused):
        empty.enrol("bao", by="bao")
    empty.enrol("bao", by="lin")


@pytest.mark.catalogue("D13")
def test_a_new_key_counts_and_an_old_one_does_not_any_more(empty: Office) -> None:
    root = empty.enrol("bao")
    empty.enrol("lin")
    _, other = create_signer(empty.key("bao2"), lambda signer: None)
    empty.person("bao", ["business"], publics={"bao-2": b64encode(other.public).decode()})
    assert empty.enrol("bao", by="lin") == root
    with pytest.raises(ReleaseRefused):
        enrol("mei", by="bao", key=empty.key("bao"), house=empty.house)
    enrol("mei", by="bao", key=empty.key("bao2"), house=empty.house)


def test_an_enrolment_that_was_changed_or_removed_is_missed(empty: Office) -> None:
    empty.enrol("bao")
    place = next((empty.folder / "home" / "people").iterdir())
    content = place.read_bytes()
    for damage in (content[:-1], content.replace(b"a", b"b", 1)):
        place.write_bytes(damage)
        with pytest.raises(SignatureRefused):
            empty.enrol("lin")
    place.unlink()
    with pytest.raises(SignatureRefused):
        empty.enrol("lin")


def test_nobody_is_enrolled_whom_the_log_does_not_name(empty: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("piiscan.audit.log.os.pwrite", full)
    with pytest.raises(PiiscanError):
        empty.enrol("bao")
    assert empty.house.trust(empty.house.log.entries()).people == {}


# The chain alone, as a partner has it


def chain(office: Office, *links: tuple[str, str, int]) -> list[Envelope]:
    """(person, by, days from today) each, signed by whom it says."""
    made = []
    for name, by, day in links:
        enrolment = Enrolment(office.house.register.person(name), by, TODAY + timedelta(days=day))
        made.append(signed(Envelope(enrolment_payload(enrolment)), load_signer(office.key(by))))
    return made


def test_a_chain_holds_in_its_order_only(empty: Office) -> None:
    good = chain(empty, ("bao", "bao", 0), ("lin", "bao", 0), ("mei", "lin", 0))
    assert set(trusted(good).people) == {"bao", "lin", "mei"}
    for wrong in (good[1:], good[::-1], [good[0], good[2]], chain(empty, ("bao", "bao", 0), ("lin", "bao", -1))):
        with pytest.raises(SignatureRefused):
            trusted(wrong)


@pytest.mark.catalogue("D13")
def test_a_revoked_key_enrols_nobody_not_even_dated_back(empty: Office) -> None:
    before = chain(empty, ("bao", "bao", -3), ("lin", "bao", -3))
    empty.change("people", "bao", "}\n", f", revoked: {days(-1)}}}\n")
    revoked = chain(empty, ("bao", "lin", -1))
    assert trusted([*before, *revoked]).root
    for day in (0, -1, -2):
        with pytest.raises(SignatureRefused):
            trusted([*before, *revoked, *chain(empty, ("mei", "bao", day))])
    assert "mei" in trusted([*before, *chain(empty, ("mei", "bao", -2))]).people


def test_what_a_partner_gets_of_the_chain_is_what_signers_rest_on(empty: Office) -> None:
    whole = chain(empty, ("bao", "bao", 0), ("lin", "bao", 0), ("tom", "bao", 0), ("mei", "lin", 0))
    assert needed(whole, ["mei"]) == [whole[0], whole[1], whole[3]]
    assert set(trusted(needed(whole, ["mei"])).people) == {"bao", "lin", "mei"}


def test_an_enrolment_that_two_have_signed_is_none_of_ours(empty: Office) -> None:
    good = chain(empty, ("bao", "bao", 0), ("lin", "bao", 0))
    twice = signed(good[1], Signer(load_signer(empty.key("bao"))._key))
    with pytest.raises(SignatureRefused):
        trusted([good[0], twice])
