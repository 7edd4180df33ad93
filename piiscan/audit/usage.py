"""Who did how much with what, and what of it is out of the usual.

What is unusual here is for a person to look at; the bounds are ours, and no standard's.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from piiscan.audit.entry import UNMASK, Actor, Entry

__all__ = ["Unusual", "Use", "unusual", "uses"]

_TIMES, _EARLIER = 10, 3
"""An event is large where it has more than so many times the median rows of its kind, so many of which came before."""

_OFTEN, _SPAN = 3, timedelta(days=1)
"""So many unmaskings by one person within this time are many."""

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Use:
    """The events of one kind by one person for one partner: how many, with how many rows, the first and the last."""

    actor: str
    event: str
    partner: str | None
    events: int
    rows: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Unusual:
    """An event (by its line, from 1) that someone should look at, and why."""

    line: int
    at: str
    actor: str
    event: str
    why: str


def uses(entries: Sequence[Entry]) -> list[Use]:
    """Who did what for whom, those with most rows first."""
    grouped: dict[tuple[str, str, str | None], list[Entry]] = {}
    for entry in entries:
        grouped.setdefault((entry.actor.name, entry.event, entry.facts.get("partner")), []).append(entry)
    found = [Use(*who, len(group), sum(map(_rows, group)), group[0].at, group[-1].at) for who, group in grouped.items()]
    return sorted(found, key=lambda use: (-use.rows, use.actor, use.event, use.partner or ""))


def unusual(entries: Iterable[Entry], hours: tuple[int, int] = (7, 20), zone: tzinfo | None = None) -> list[Unusual]:
    """Large events, those outside `hours` of working days in `zone` (else the machine's), unmaskings that repeat
    each other or come often, and the first for each partner after the first partner of all.
    """
    past, found = _Past(), []
    for entry in entries:
        reasons = (*past.large(entry), *_late(entry, hours, zone), *past.repeated(entry), *past.new(entry))
        found += [Unusual(entry.position + 1, entry.at, entry.actor.name, entry.event, why) for why in reasons]
        past.see(entry)
    return found


@dataclass(slots=True)
class _Past:
    """What came before: rows by event in order of size, unmaskings by copy and by person, partners."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    copies: set[object] = field(default_factory=set)
    unmasked: dict[Actor, list[datetime]] = field(default_factory=dict)
    partners: set[object] = field(default_factory=set)

    def see(self, entry: Entry) -> None:
        if rows := _rows(entry):
            insort(self.rows.setdefault(entry.event, []), rows)
        if partner := entry.facts.get("partner"):
            self.partners.add(partner)
        if entry.event == UNMASK:
            self.copies.add(entry.facts.get("copy"))
            self.unmasked.setdefault(entry.actor, []).append(entry.moment)

    def large(self, entry: Entry) -> Iterator[str]:
        alike = self.rows.get(entry.event, [])
        if len(alike) >= _EARLIER and _rows(entry) > _TIMES * alike[len(alike) // 2]:
            yield f"{_rows(entry):,} rows, where the median before it is {alike[len(alike) // 2]:,}"

    def repeated(self, entry: Entry) -> Iterator[str]:
        if entry.event != UNMASK:
            return
        if entry.facts.get("copy") in self.copies:
            yield "this copy had been unmasked before"
        recent = [moment for moment in self.unmasked.get(entry.actor, []) if entry.moment - moment <= _SPAN]
        if len(recent) + 1 >= _OFTEN:
            yield f"unmasking number {len(recent) + 1} of this person within a day"

    def new(self, entry: Entry) -> Iterator[str]:
        partner = entry.facts.get("partner")
        if partner and self.partners and partner not in self.partners:
            yield f"the first for partner {partner}"


def _late(entry: Entry, hours: tuple[int, int], zone: tzinfo | None) -> Iterator[str]:
    if not _rows(entry):
        return
    local = entry.moment.astimezone(zone)
    if local.weekday() >= _SATURDAY:
        yield f"on a {local:%A}"
    elif not hours[0] <= local.hour < hours[1]:
        yield f"at {local:%H:%M}"


def _rows(entry: Entry) -> int:
    rows: Any = entry.facts.get("rows", 0)
    return rows if isinstance(rows, int) else 0
