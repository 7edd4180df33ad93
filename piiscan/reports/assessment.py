"""The periodic report, as Markdown, HTML or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from piiscan.model.assessment import Assessment, Problem
from piiscan.model.typed import plain
from piiscan.reports.markdown import safe, table_of
from piiscan.reports.visible import json_text

__all__ = ["SCHEMA", "render", "render_html", "render_json"]

SCHEMA = "piiscan/assessment/1"
_AREAS = ("collection", "storage", "use", "third parties")
_STATEMENT = (
    "This report holds names and counts, and no value of the data. It says what piiscan can see; what a person has to"
    " judge (whether a purpose is lawful, whether consent was informed) it does not."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A title, what stands below it, and a table, if it has rows."""

    title: str
    note: str
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def render_json(made: Assessment) -> str:
    return json_text({"schema": SCHEMA, **plain(made)})


def render(made: Assessment) -> str:
    """GitHub Markdown; no name is markup."""
    parts = [f"# {_title(made)}", safe(_head(made))]
    for section in _sections(made):
        parts += [f"## {section.title}", safe(section.note)]
        parts += [table_of(section.heads, section.rows)] if section.rows else []
    return "\n\n".join([*parts, _STATEMENT]) + "\n"


def render_html(made: Assessment) -> str:
    """One page that works offline."""
    from piiscan.reports.html import environment

    page = environment("piiscan.reports").get_template("assessment.jinja")
    return page.render(title=_title(made), head=_head(made), sections=list(_sections(made)), statement=_STATEMENT)


def _title(made: Assessment) -> str:
    return f"Assessment of personal data, {made.day}"


def _head(made: Assessment) -> str:
    before = f"The one before is of {made.former}." if made.former else "It is the first."
    read = "Everything asked for was read." if made.complete else "Not everything asked for was read."
    on = f"The audit log has {made.log['lines']} lines that follow from each other, root {made.log['root']}."
    return f"{before} {read} {on}"


def _sections(made: Assessment) -> Iterator[Section]:
    heads = ("state", "due", "owner", "where", "what", "remedy")
    if made.former:
        fixed = [("fixed", *_problem(each)[1:]) for each in made.fixed]
        left = sum(each.since < made.day for each in made.problems)
        yield Section("Last time's problems", f"{len(fixed)} put right, {left} left.", heads, fixed)
    for area in _AREAS:
        listed = [each for each in made.problems if each.area == area]
        order = sorted(listed, key=lambda each: (each.state != "overdue", each.due, each.source, each.about))
        yield Section(area.capitalize(), f"{_of(made, area)} {_counted(listed)}", heads, list(map(_problem, order)))
    if made.shares:
        columns = ("release", "asked for", "partner", "purpose", "state", "tier", "rows", "until")
        yield Section("Releases", "To whom data went, or was to go.", columns, [_share(each) for each in made.shares])


def _of(made: Assessment, area: str) -> str:
    found = made.found
    if area == "collection":
        tiers = ", ".join(f"{found[f'tier {n}']:,} of tier {n}" for n in (4, 3, 2, 1))
        return f"{found['tables']:,} tables and {found['texts']:,} texts; {found['columns']:,} columns, {tiers}."
    if area == "storage":
        return f"At most {found['people']:,} people stand in them, and {found['minors']:,} children under 14."
    if area == "use":
        return ", ".join(f"{event} {count:,}" for event, count in made.uses.items()) + "." if made.uses else "Nothing."
    states = [each.state for each in made.shares]
    return f"{len(states):,} releases, {states.count('sealed'):,} of them sealed."


def _counted(listed: Sequence[Problem]) -> str:
    overdue = sum(each.state == "overdue" for each in listed)
    return f"To put right: {len(listed):,}, {overdue:,} of them overdue."


def _problem(each: Problem) -> tuple[str, ...]:
    where = f"{each.source} {each.about}".strip()
    return each.state, str(each.due), each.owner or "nobody", where, each.what, each.remedy


def _share(each: object) -> tuple[str, ...]:
    return tuple("" if value is None else str(value)[:16] for value in _fields(each))


def _fields(each: object) -> list[object]:
    said = plain(each)
    return [said[name] for name in ("release", "requested", "partner", "purpose", "state", "tier", "rows", "expires")]
