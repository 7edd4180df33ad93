"""audit assess: scans, register, releases and log into one report, that knows what the one before had listed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

import piiscan
from piiscan.audit import ASSESS, Entry, Log, verify
from piiscan.audit.usage import unusual
from piiscan.detection import packs
from piiscan.errors import AuditRefused
from piiscan.model.assessment import Assessment, Share
from piiscan.model.finding import Findings
from piiscan.model.item import Waiver
from piiscan.model.typed import Misfit, typed
from piiscan.pipeline.releasing.listing import Listed, listed
from piiscan.policy.register import Register
from piiscan.reports.assessment import SCHEMA, render, render_html, render_json
from piiscan.reports.findings import totals
from piiscan.sources import replacing, write_all
from piiscan.verbs.assess.following import followed
from piiscan.verbs.assess.problems import Ground, problems

__all__ = ["assess", "last", "rendered"]

_FOLDER = "assessments"
_COUNTS = ("tables", "columns", "undecided", "people", "minors")


def assess(
    findings: Sequence[Findings],
    register: Register | None,
    log: Log,
    day: date,
    waivers: Sequence[Waiver] = (),
    team: tuple[Sequence[Entry], Sequence[Listed]] | None = None,
) -> Assessment:
    """The report as of a day, kept in the workspace and on record. Raises AuditRefused for a log that does not hold.

    `team` are events and releases of all workspaces, in place of those of this one.
    """
    log.ready()
    former, verdict = last(log), verify(log)
    entries, releases = team or (log.entries(), listed(log))
    recent = [entry for entry in entries if former is None or entry.moment.date() >= former.day]
    shares = [_share(each) for each in releases]
    ground = _ground(findings, register, shares, entries, former, day)
    sources = {table.source for one in findings for table in one.tables}
    sources |= {text.source for one in findings for text in one.documents}
    now, fixed = followed(problems(ground), former.problems if former else (), sources, waivers, day)
    sums = [totals(each) for each in findings]
    made = Assessment(
        day=day,
        former=former.day if former else None,
        tool={"version": piiscan.__version__, "packs": packs.digest()},
        policy=dict(findings[0].policy) if findings else {},
        log={"lines": verdict.size, "root": verdict.root},
        complete=all(each.complete for each in findings),
        found={
            **{name: sum(each[name] for each in sums) for name in _COUNTS},
            **{f"tier {tier}": sum(each["by_tier"][str(tier)] for each in sums) for tier in (4, 3, 2, 1)},
            "texts": sum(len(each.documents) for each in findings),
        },
        uses=dict(sorted(Counter(entry.event for entry in recent).items())),
        rows=_rows(recent),
        shares=tuple(shares),
        problems=tuple(now),
        fixed=tuple(fixed),
    )
    _keep(made, log)
    return made


def rendered(made: Assessment, form: str) -> str:
    """As `md`, `html` or `json`."""
    return {"md": render, "html": render_html, "json": render_json}[form](made)


def last(log: Log) -> Assessment | None:
    """The assessment that the log names last. Raises AuditRefused where it is not there, or was changed."""
    digests = [str(entry.facts.get("assessment")) for entry in log.entries() if entry.event == ASSESS]
    if not digests:
        return None
    file = log.home / _FOLDER / f"{digests[-1]}.json"
    try:
        text = file.read_bytes()
        content = json.loads(text) if sha256(text).hexdigest() == digests[-1] else {}
        schema = content.pop("schema", None)
        return typed(Assessment, content) if schema == SCHEMA else _changed(file.name)
    except (OSError, ValueError, Misfit):
        return _changed(file.name)


def _changed(name: str) -> Assessment:
    raise AuditRefused(f"the assessment {name} that the audit log names is not there, or was changed: put it back")


def _keep(made: Assessment, log: Log) -> None:
    text = render_json(made).encode()
    digest = sha256(text).hexdigest()
    with replacing(log.home / _FOLDER / f"{digest}.json") as stream:
        write_all(stream, text)
    facts = {"assessment": digest, "problems": len(made.problems), "overdue": made.overdue, "fixed": len(made.fixed)}
    log.append(ASSESS, facts)


def _ground(
    findings: Sequence[Findings],
    register: Register | None,
    shares: Sequence[Share],
    entries: Sequence[Entry],
    former: Assessment | None,
    day: date,
) -> Ground:
    """What is unusual is told against the whole log, and listed since the assessment before."""
    odd = [each for each in unusual(entries) if former is None or _day(each.at) >= former.day]
    if register is None:
        return Ground(findings, (), (), (), (), shares, odd, day)
    purposes, partners, systems = register.purposes(), register.partners(), register.systems()
    return Ground(findings, purposes, partners, systems, register.people(), shares, odd, day)


def _share(each: Listed) -> Share:
    held, signed = each.standing, each.manifest
    return Share(
        held.release,
        held.partner,
        held.purpose,
        held.requested,
        each.state,
        signed.tier if signed else None,
        signed.rows if signed else None,
        signed.expires if signed else None,
    )


def _rows(entries: Sequence[Entry]) -> dict[str, int]:
    rows: Counter[str] = Counter()
    for entry in entries:
        found = entry.facts.get("rows")
        rows[entry.event] += found if isinstance(found, int) else 0
    return {event: count for event, count in sorted(rows.items()) if count}


def _day(at: str) -> date:
    return datetime.fromisoformat(at).date()
