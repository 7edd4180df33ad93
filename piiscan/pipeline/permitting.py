"""keys permit: a custodian turns a copy back once, and only with leave of somebody else who approves releases.

So it is in every workspace in which people are enrolled: two people, two keys, and both on record, as what leads back
is kept apart from the copy (GDPR Article 4(5)).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from piiscan.audit import PERMIT, UNMASK, Entry, Log
from piiscan.errors import ReleaseRefused, SignatureRefused
from piiscan.keys.signing import load_signer
from piiscan.model.permission import Permission
from piiscan.model.plan import Plan
from piiscan.model.release import APPROVES
from piiscan.pipeline.reasons import refuse_telling
from piiscan.pipeline.recording import copied
from piiscan.pipeline.releasing.house import House, gate, today
from piiscan.policy.plans import plan_digest
from piiscan.signing.ed25519 import fingerprint
from piiscan.signing.envelope import Envelope, opened, sealed, signed
from piiscan.signing.permissions import permission_in, permission_payload
from piiscan.verbs.release.approvals import signed_by
from piiscan.verbs.release.identity import keys_on, same
from piiscan.verbs.release.standing import ENROL

__all__ = ["Custody", "permit", "used"]

CUSTODIAN = "custodian"
_TO_USE = timedelta(days=7)
"""How long a permission may wait; ours, and no standard's."""


@dataclass(frozen=True, slots=True)
class Custody:
    """Who turns a copy back: `by` is the custodian, `sign` refers to their signing key, `permission` is the leave."""

    house: House
    by: str
    sign: str
    permission: bytes


def permit(
    copy: Path, *, plan: Plan, columns: Collection[str], reason: str, custodian: str, by: str, key: str, house: House
) -> bytes:
    """The signed document by which `custodian` may turn the copy back.

    Raises UsageError for a reason that names somebody, ReleaseRefused, KeyRefused, AuditRefused.
    """
    refuse_telling(reason)
    signer = load_signer(key)
    with gate(house.log, "permit", person=by, custodian=custodian):
        entries = house.log.entries()
        day, trust = today(entries), house.trust(entries)
        approver, holder = house.person(by, None, trust, day), house.person(custodian, CUSTODIAN, trust, day)
        if not {*approver.roles} & {*APPROVES}:
            raise ReleaseRefused({"role": f"{by} has none of the roles {', '.join(APPROVES)}"})
        if same(approver, holder):
            raise ReleaseRefused({"approver": f"{by} would turn it back themselves: somebody else gives leave"})
        if fingerprint(signer.public) not in keys_on(approver, day):
            raise ReleaseRefused({"key": f"that is no key of {by} that holds on {day}"})
        digest = str(copied(copy, 0)["copy"])
        leave = Permission(digest, plan_digest(plan), tuple(columns), reason, custodian, by, day + _TO_USE)
        envelope = signed(Envelope(permission_payload(leave)), signer)
        facts = {"permission": _digest(envelope), "person": by, "custodian": custodian, "copy": digest}
        house.log.append(PERMIT, {**facts, "signer": fingerprint(signer.public), "reason": reason})
        return sealed(envelope)


def used(
    log: Log, custody: Custody | None, copy: Path, plan: Plan, columns: Collection[str] | None, reason: str
) -> dict[str, str]:
    """What the event says of who gave leave; nothing, where nobody is enrolled. Raises ReleaseRefused, on record."""
    entries = log.entries()
    if not any(entry.event == ENROL for entry in entries):
        return {}
    with gate(log, "unmask", person=custody.by if custody else log.person or ""):
        if custody is None:
            raise ReleaseRefused({"approver": "people are enrolled here: two are needed, see `piiscan keys permit`"})
        envelope = opened(custody.permission)
        leave = permission_in(envelope.payload)
        _refuse_unsigned(custody, envelope, leave, entries)
        asked = (str(copied(copy, 0)["copy"]), plan_digest(plan), tuple(columns or ()), reason, custody.by)
        if asked != (leave.copy, leave.plan, leave.columns, leave.reason, leave.custodian):
            raise ReleaseRefused({"changed": "leave was given for another copy, plan, columns, reason or custodian"})
        return {"permission": _digest(envelope), "approver": leave.by, "custodian": custody.by}


def _refuse_unsigned(custody: Custody, envelope: Envelope, leave: Permission, entries: Sequence[Entry]) -> None:
    """Raise ReleaseRefused unless both people are who they must be, and the leave is on record, in time and unused."""
    house, digest = custody.house, _digest(envelope)
    day, trust = today(entries), house.trust(entries)
    holder = house.person(custody.by, CUSTODIAN, trust, day)
    approver = house.person(leave.by, None, trust, day)
    if fingerprint(load_signer(custody.sign).public) not in keys_on(holder, day):
        raise ReleaseRefused({"key": f"that is no key of {custody.by} that holds on {day}"})
    names = [person.name for person in signed_by(envelope, {leave.by: approver}, day).values()]
    if names != [leave.by] or same(approver, holder) or not {*approver.roles} & {*APPROVES}:
        raise SignatureRefused("leave to unmask is not signed by somebody else who approves releases")
    if not any(entry.event == PERMIT and entry.facts.get("permission") == digest for entry in entries):
        raise SignatureRefused("the audit log knows of no such leave")
    if any(entry.event == UNMASK and entry.facts.get("permission") == digest for entry in entries):
        raise ReleaseRefused({"ended": "this leave was used already: it holds once"})
    if day > leave.until:
        raise ReleaseRefused({"expired": f"leave was given until {leave.until}: ask anew"})


def _digest(envelope: Envelope) -> str:
    return sha256(envelope.payload).hexdigest()
