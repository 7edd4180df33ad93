"""What has to be put right, as far as findings, records and the audit log tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from piiscan.audit.usage import Unusual
from piiscan.model.assessment import Area, Problem, Share
from piiscan.model.finding import Findings, TableFinding
from piiscan.model.record import Record
from piiscan.model.register import Partner, Purpose, System
from piiscan.policy.records import out_of_date
from piiscan.policy.rules import touches
from piiscan.policy.systems import system_of

__all__ = ["Ground", "problems"]

_DAYS = {4: 30, 3: 90}
_LONGEST = 180
"""Days to put right what is of a tier; ours, and no standard's."""

_PERSONAL = 3
_NUMBER = re.compile(r"[0-9][0-9,]*")


@dataclass(frozen=True, slots=True)
class Ground:
    """What an assessment rests on, on a day. `unusual` is what the audit log has since the one before."""

    findings: Sequence[Findings]
    purposes: Sequence[Purpose]
    partners: Sequence[Partner]
    systems: Sequence[System]
    others: Sequence[Record]
    shares: Sequence[Share]
    unusual: Sequence[Unusual]
    day: date


def problems(ground: Ground) -> list[Problem]:
    """In the order of the areas."""
    found = (*_collection(ground), *_storage(ground), *_use(ground), *_third_parties(ground))
    return list({problem.id: problem for problem in found}.values())


def _collection(ground: Ground) -> Iterator[Problem]:
    for findings in ground.findings:
        for missing in findings.incomplete:
            yield _problem(ground, "collection", missing.source, "", f"not read: {missing.reason}", "", 4)
        for table in findings.tables:
            for column in table.columns:
                if column.status == "undecided":
                    what = f"nobody has decided what it is ({column.verdict})"
                    yield _problem(ground, "collection", table.source, column.name, what, "decide it", column.tier)
            yield from _unneeded(ground, table)


def _unneeded(ground: Ground, table: TableFinding) -> Iterator[Problem]:
    """GDPR Article 5(1)(b) and PIPL Article 6: what is kept is kept for a purpose."""
    needs = [need for purpose in ground.purposes for need in purpose.needs]
    for column in table.columns:
        personal = column.status == "personal" and column.tier >= _PERSONAL
        if needs and personal and not any(touches(need.match, column) for need in needs):
            what = f"{column.entity} that no purpose of the register needs"
            remedy = "say what for, or keep it no longer"
            yield _problem(ground, "collection", table.source, column.name, what, remedy, column.tier)


def _storage(ground: Ground) -> Iterator[Problem]:
    for findings in ground.findings:
        for exposed in findings.exposure:
            remedy = exposed.remedy or ""
            yield _problem(ground, "storage", exposed.source, "exposure", exposed.issue, remedy, exposed.tier)
        held = [(each.source, each.tier) for each in findings.tables]
        held += [(each.source, each.tier) for each in findings.documents]
        for source, tier in held:
            if ground.systems and tier >= _PERSONAL and system_of(source, ground.systems) is None:
                what = "no system of the register says whose it is"
                yield _problem(ground, "storage", source, "owner", what, "add it to a system", tier)


def _use(ground: Ground) -> Iterator[Problem]:
    for odd in ground.unusual:
        what = f"{odd.event} by {odd.actor}: {odd.why}"
        yield _problem(ground, "use", f"audit log, line {odd.line}", odd.event, what, "ask whoever did it", 3)


def _third_parties(ground: Ground) -> Iterator[Problem]:
    records: list[Record] = [*ground.purposes, *ground.partners, *ground.systems, *ground.others]
    for record in records:
        if stale := out_of_date(record, ground.day):
            kind = f"{type(record).__name__.lower()} {record.name}"
            yield _problem(ground, "third parties", kind, "review", stale, "review it", 2, record.owner)
    owners = {partner.name: partner.owner for partner in ground.partners}
    for partner in ground.partners:
        if ground.day > partner.agreement.until:
            what = f"agreement {partner.agreement.reference} lapsed on {partner.agreement.until}"
            remedy = "renew it, or have them confirm that the data is destroyed"
            who = f"partner {partner.name}"
            yield _problem(ground, "third parties", who, "agreement", what, remedy, 3, partner.owner)
    for share in ground.shares:
        if share.state == "expired" and share.expires is not None:
            what = f"{share.partner} may not use it since {share.expires}"
            remedy = "have them confirm that it is destroyed"
            which, owner = f"release {share.release}", owners.get(share.partner)
            yield _problem(ground, "third parties", which, "expired", what, remedy, share.tier or 3, owner)


def _problem(
    ground: Ground, area: Area, source: str, about: str, what: str, remedy: str, tier: int, owner: str | None = None
) -> Problem:
    """Its id is made of names alone: counts may change from one time to the next."""
    named = json.dumps([area, source, about, _NUMBER.sub("#", what)]).encode("ascii")
    system = system_of(source, ground.systems)
    due = ground.day + timedelta(days=_DAYS.get(tier, _LONGEST))
    who = owner or (system.owner if system else None)
    return Problem(sha256(named).hexdigest()[:16], area, source, about, what, remedy, tier, who, ground.day, due)
