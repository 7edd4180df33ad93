"""release approve, reject, revoke: what people say of a release that waits, or was sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from piiscan.audit import Entry
from piiscan.errors import ReleaseRefused, UsageError
from piiscan.keys.signing import load_signer
from piiscan.model.register import Person
from piiscan.model.release import APPROVES, Manifest
from piiscan.pipeline.releasing.folder import Folder, write_envelope
from piiscan.pipeline.releasing.house import House, gate, today
from piiscan.policy.records import record_digest
from piiscan.signing.ed25519 import fingerprint
from piiscan.signing.envelope import Envelope, signed
from piiscan.verbs.release.approvals import signed_by, unfit_approver
from piiscan.verbs.release.enrolments import Trust
from piiscan.verbs.release.gates import of_records
from piiscan.verbs.release.identity import keys_on
from piiscan.verbs.release.standing import APPROVE, REJECT, REVOKE, Standing, standings

__all__ = ["Waiting", "approve", "reject", "revoke", "waiting"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A release that may still be sealed, its signatures so far, and who has made them (by fingerprint)."""

    folder: Folder
    standing: Standing
    envelope: Envelope
    manifest: Manifest
    entries: list[Entry]
    trust: Trust
    people: dict[str, Person]
    signers: dict[str, Person]
    day: date


def approve(release: str, *, by: str, key: str, house: House) -> Manifest:
    """Sign the manifest with the `key` of `by`; files, plan, scan and records are what was asked for.

    Raises ReleaseRefused, KeyRefused, AuditRefused; nothing is signed then.
    """
    folder, signer = Folder(house.log.home, release), load_signer(key)
    with folder.locked(), gate(house.log, "approve", release=release, person=by):
        held = waiting(folder, house)
        person = house.person(by, None, held.trust, held.day)
        requester = held.people[held.manifest.requester]
        before = [each for each in held.signers.values() if each.name != requester.name]
        if (why := unfit_approver(person, requester, before)) is not None:
            raise ReleaseRefused({"approver": why})
        keyid = fingerprint(signer.public)
        if keyid not in keys_on(person, held.day):
            raise ReleaseRefused({"key": f"that is no key of {by} that holds on {held.day}"})
        folder.refuse_changed(held.manifest)
        facts = {"release": release, "manifest": held.standing.manifest, "person": by, "signer": keyid}
        house.log.append(APPROVE, facts)
        write_envelope(folder.path, signed(held.envelope, signer))
        return held.manifest


def reject(release: str, *, by: str, reason: str, house: House) -> None:
    """End a release that was not sealed. `reason` is for the record, and names nobody."""
    _end(release, REJECT, by, reason, house)


def revoke(release: str, *, by: str, reason: str, house: House) -> None:
    """Take a release back, sealed or not: it is not sealed again. The partner has to be told."""
    _end(release, REVOKE, by, reason, house)


def waiting(folder: Folder, house: House) -> Waiting:
    """The release, where nothing speaks against it but missing approvals. Raises ReleaseRefused."""
    entries = house.log.entries()
    day, standing = today(entries), _standing(folder, entries)
    standing.refuse_ended()
    envelope, manifest = folder.signed(standing)
    if day > manifest.seal_by:
        raise ReleaseRefused({"expired": f"release {folder.release} was to be sealed by {manifest.seal_by}: ask anew"})
    _refuse_records(manifest, house, day)
    trust = house.trust(entries)
    people = house.present(trust, day)
    if manifest.requester not in people:
        house.person(manifest.requester, None, trust, day)
    return Waiting(folder, standing, envelope, manifest, entries, trust, people, signed_by(envelope, people, day), day)


def _standing(folder: Folder, entries: list[Entry]) -> Standing:
    found = standings(entries).get(folder.release)
    if found is None:
        raise ReleaseRefused({"unknown": f"the audit log knows of no request for release {folder.release}"})
    return found


def _refuse_records(manifest: Manifest, house: House, day: date) -> None:
    """Raise ReleaseRefused where partner or purpose are not what they were, or speak against it by now."""
    partner, purpose = house.register.partner(manifest.partner.name), house.register.purpose(manifest.purpose.name)
    for record, named in ((partner, manifest.partner), (purpose, manifest.purpose)):
        if record_digest(record) != named.digest:
            raise ReleaseRefused({"record": f"the record {named.name} has changed since the release was asked for"})
    if reasons := dict(of_records(partner, purpose, manifest.expires, day)):
        raise ReleaseRefused(reasons)


def _end(release: str, event: str, by: str, reason: str, house: House) -> None:
    if not reason.strip():
        raise UsageError("say why, for the record, with --reason")
    folder, action = Folder(house.log.home, release), event.rpartition(".")[2]
    with folder.locked(), gate(house.log, action, release=release, person=by):
        entries = house.log.entries()
        standing, trust = _standing(folder, entries), house.trust(entries)
        person = house.person(by, None, trust, today(entries))
        if not {*person.roles} & {*APPROVES} and by != standing.requester:
            raise ReleaseRefused({"role": f"{by} neither approves releases nor asked for this one"})
        standing.refuse_ended()
        if event == REJECT and standing.sealed:
            raise ReleaseRefused({"ended": f"release {release} was sealed: revoke it"})
        facts = {"release": release, "manifest": standing.manifest, "person": by, "reason": reason}
        house.log.append(event, facts)
