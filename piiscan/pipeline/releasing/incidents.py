"""release incident: opened with what a release says, followed up until it is closed, every change on record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from piiscan.audit import Log
from piiscan.audit.entry import acting, now
from piiscan.errors import ReleaseRefused, UsageError
from piiscan.model.incident import Incident, Kind, Step
from piiscan.model.policy import Policy
from piiscan.pipeline.releasing.folder import poured
from piiscan.pipeline.releasing.leaking import leaked
from piiscan.reports.incident import incident_in, render_json
from piiscan.sources import replacing, write_all
from piiscan.verbs.release.severity import graded
from piiscan.verbs.release.standing import standings

__all__ = ["close", "incident", "incidents", "open_incident", "update"]

OPEN, UPDATE, CLOSE = "incident.open", "incident.update", "incident.close"

_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)


def open_incident(seen: Mapping[str, int | None], discovered: datetime, *, policy: Policy, log: Log) -> Incident:
    """Open one for releases, each with the lines of it that were seen elsewhere, where a trace has counted them.

    `discovered` is the moment from which deadlines count. Raises UsageError, ReleaseRefused, AuditRefused.
    """
    log.ready()
    opened, known = now(), standings(log.entries())
    if _moment(discovered) > opened:
        raise UsageError("an incident cannot have been discovered in the future")
    if missing := [release for release in seen if release not in known]:
        raise UsageError(f"there is no release {missing[0]}: see `piiscan release list`")
    facts = tuple(leaked(log.home, known[release], lines) for release, lines in seen.items())
    people, minors, tier = sum(f.people for f in facts), sum(f.minors for f in facts), max(f.tier for f in facts)
    rules = policy.incident
    severity, because = graded(rules, people, minors, tier)
    made = Incident(
        id=token_hex(4),
        discovered=_moment(discovered),
        opened=opened,
        policy=f"{policy.name} version {policy.version}, {policy.digest}",
        owner=policy.owner,
        severity=severity,
        because=because,
        people=people,
        minors=minors,
        tier=tier,
        tell_authority_by=_moment(discovered + timedelta(hours=rules.authority_hours)),
        tell_people_by=_moment(discovered + timedelta(hours=rules.people_hours)),
        leaked=facts,
    )
    releases = [fact.release for fact in facts]
    counts = {"severity": severity, "people": people, "minors": minors, "tier": tier}
    _write(made, OPEN, {"releases": releases, "discovered": made.discovered, **counts}, log)
    return made


def update(name: str, said: Sequence[tuple[Kind, str]], *, log: Log) -> Incident:
    """Add what was found out or done. Raises UsageError for nothing to add, and for an incident that is closed."""
    held = incident(name, log)
    if held.closed:
        raise UsageError(f"incident {name} was closed on {held.closed[:10]}: open another one")
    if not said or not all(text.strip() for _, text in said):
        raise UsageError("say what was found out or done: --cause, --measure, --advice, --told, --untold")
    steps = tuple(Step(now(), acting(log.person).name, kind, text.strip()) for kind, text in said)
    changed = replace(held, steps=(*held.steps, *steps))
    _write(changed, UPDATE, {"steps": [kind for kind, _ in said]}, log)
    return changed


def close(name: str, *, log: Log) -> Incident:
    """Close it. Raises ReleaseRefused where something must still be done, UsageError where it is closed."""
    held = incident(name, log)
    if held.closed:
        raise UsageError(f"incident {name} was closed on {held.closed[:10]}")
    if held.lacks:
        raise ReleaseRefused({"open": f"incident {name} stays open: nothing says {'; '.join(held.lacks)}"})
    closed = replace(held, closed=now())
    _write(closed, CLOSE, {}, log)
    return closed


def incident(name: str, log: Log) -> Incident:
    """One of the workspace. Raises UsageError for an unknown one, ReleaseRefused for a changed one."""
    if not _ID.fullmatch(name) or name not in (digests := _digests(log)):
        raise UsageError(f"there is no incident {name}: see `piiscan release incident list`")
    place = _place(log, name)
    if poured(place)[0] != digests[name]:
        raise ReleaseRefused({"changed": f"incident {name} is not what the audit log says: its file was changed"})
    return incident_in(place.read_text("utf-8"), str(place))


def incidents(log: Log) -> list[Incident]:
    """All of the workspace, in the order in which they were opened. Raises as `incident` does."""
    return [incident(name, log) for name in _digests(log)]


def _digests(log: Log) -> dict[str, str]:
    """What the log says last of each incident's file."""
    events = (entry.facts for entry in log.entries() if entry.event in (OPEN, UPDATE, CLOSE))
    return {str(facts["incident"]): str(facts["digest"]) for facts in events}


def _write(held: Incident, event: str, facts: Mapping[str, object], log: Log) -> None:
    """The file gets its name when the log has its digest."""
    content = render_json(held).encode()
    with replacing(_place(log, held.id)) as stream:
        write_all(stream, content)
        log.append(event, {"incident": held.id, "digest": sha256(content).hexdigest(), **facts})


def _place(log: Log, name: str) -> Path:
    return log.home / "incidents" / f"{name}.json"


def _moment(moment: datetime) -> str:
    """In UTC, to the second; what says no zone is in UTC."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return f"{aware.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
