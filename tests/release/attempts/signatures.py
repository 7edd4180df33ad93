"""Signatures and approvals come from elsewhere, or are none."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from piiscan.audit import Log
from piiscan.keys.signing import create_signer, load_signer
from piiscan.signing.envelope import Signature, opened, signed
from tests.release.attempts.attempting import attempt, attempt_on_wei_s, both, envelope_at, refused, resign
from tests.release.made import Office


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
