"""Incidents as text or JSON: counts, names of records, and what people wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from piiscan.errors import UsageError
from piiscan.model.incident import Incident, Leaked
from piiscan.model.typed import Misfit, plain, typed
from piiscan.model.version import later
from piiscan.reports.visible import json_text, visible

SCHEMA = "piiscan/incident/1"


def render_json(incident: Incident) -> str:
    """One JSON document, indented, with a line end."""
    return json_text({"schema": SCHEMA, **plain(incident)})


def incident_in(text: str, file: str) -> Incident:
    """The incident of such a document. Raises UsageError for what is none."""
    newer = None
    try:
        content = json.loads(text)
        said = content.pop("schema")
        newer = later(said, SCHEMA)
        if said == SCHEMA:
            return typed(Incident, content)
    except (ValueError, KeyError, AttributeError, Misfit):
        pass
    raise UsageError(f"{file}: {newer or f'it is no document {SCHEMA}'}")


def render_list(incidents: Sequence[Incident]) -> str:
    """One line an incident."""
    lines = [
        f"{each.id}  {each.discovered[:10]}  {each.severity:<6}  {'closed' if each.closed else 'open':<6}"
        f"  {', '.join(dict.fromkeys(one.partner for one in each.leaked))}"
        for each in incidents
    ]
    return "".join(f"{visible(line)}\n" for line in lines) or "no incident was ever opened\n"


def list_json(incidents: Sequence[Incident]) -> str:
    return json_text({"schema": "piiscan/incidents/1", "incidents": [plain(each) for each in incidents]})


def render(incident: Incident, now: str) -> str:
    """One fact a line; what is still to be done comes last. `now` is a moment in UTC."""
    return "".join(f"{visible(line)}\n" for line in _lines(incident, now))


def _lines(incident: Incident, now: str) -> Iterator[str]:
    state = f"closed on {incident.closed[:10]}" if incident.closed else "open"
    yield f"incident   {incident.id}: {incident.severity}, {state}"
    yield from (f"because    of {why}" for why in incident.because)
    yield f"discovered {incident.discovered}, opened {incident.opened[:19]}Z"
    yield f"affects    {incident.people:,} people at most, {incident.minors:,} of them under 14; tier {incident.tier}"
    for one in incident.leaked:
        yield from _delivery(one)
    yield f"authority  to be told by {incident.tell_authority_by}{_late(incident.late('authority', now))}"
    yield f"people     to be told by {incident.tell_people_by}{_late(incident.late('people', now))}"
    yield from (f"{step.at[:16]}  {step.kind}: {step.text} ({step.by})" for step in incident.steps)
    if not incident.closed:
        yield f"lacks      {'; '.join(incident.lacks) or 'nothing: it can be closed'}"


def _delivery(one: Leaked) -> Iterator[str]:
    seen = "" if one.lines is None else f", {one.lines:,} rows of it seen elsewhere"
    yield f"release    {one.release} to {one.partner} ({one.jurisdiction}), {one.rows:,} rows{seen}"
    kinds = ", ".join(f"{kind.entity} ({' and '.join(kind.operators)}, tier {kind.tier})" for kind in one.exposed)
    yield f"holds      {kinds or 'nothing personal that was found'}"
    if one.encrypted:
        yield "encrypted  to the partner's own key: a leak of the files alone says nothing"


def _late(late: bool) -> str:
    return "  LATE" if late else ""
