"""keys enrol: a person's roles and keys count from now on, because an approver has signed their record."""

from __future__ import annotations

from hashlib import sha256

from piiscan.errors import ReleaseRefused
from piiscan.keys.signing import load_signer
from piiscan.model.release import APPROVES, Enrolment
from piiscan.pipeline.releasing.house import House, gate, today
from piiscan.signing.ed25519 import fingerprint
from piiscan.signing.enrolments import enrolment_payload
from piiscan.signing.envelope import Envelope, sealed, signed
from piiscan.sources import replacing, write_all
from piiscan.verbs.release.enrolments import Trust
from piiscan.verbs.release.standing import ENROL

__all__ = ["enrol"]


def enrol(name: str, *, by: str, key: str, house: House) -> Trust:
    """Sign the record of a person with the `key` of `by`, who is enrolled and approves releases.

    The first one enrols themselves, and all trust comes from that key: tell its fingerprint to partners. A record that
    has changed is enrolled anew. Raises PolicyError for no such record, ReleaseRefused, KeyRefused, AuditRefused.
    """
    person, signer = house.register.person(name), load_signer(key)
    with gate(house.log, "enrol", person=name, by=by):
        entries = house.log.entries()
        day, trust = today(entries), house.trust(entries)
        if not trust.people and by != name:
            raise ReleaseRefused(
                {"person": f"nobody is enrolled yet: {by}, of {' or '.join(APPROVES)}, begins with {by}"}
            )
        if trust.people:
            house.person(by, None, trust, day)
        envelope = signed(Envelope(enrolment_payload(Enrolment(person, by, day))), signer)
        after = trust.after(envelope)
        document = sealed(envelope)
        digest = sha256(document).hexdigest()
        with replacing(house.enrolment(digest)) as stream:
            write_all(stream, document)
        facts = {"person": name, "version": person.version, "by": by, "signer": fingerprint(signer.public)}
        house.log.append(ENROL, {**facts, "enrolment": digest})
        return after
