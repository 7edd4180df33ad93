"""What people have to do when a person asks for access, correction or erasure: a task for each place of theirs.

A request is answered within a month (GDPR Article 12(3)), within thirty days (GB/T 35273-2020, 8.7), or, as PIPL
Article 50 says, in good time; thirty days are all three but in a short February.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from piiscan.model.register import System
from piiscan.model.task import Task
from piiscan.model.whereabouts import Sighting, Whereabouts
from piiscan.policy.systems import system_of

__all__ = ["Asked", "with_tasks"]

Asked = Literal["access", "correction", "erasure"]
_WHAT: dict[Asked, str] = {
    "access": "give the person a copy of what is held about them here",
    "correction": "correct it here, and tell those who were given it",
    "erasure": "erase it here: `piiscan subject erase` writes a copy without it",
}
_GIVEN: dict[Asked, str] = {
    "access": "say that it was shared under a pseudonym, with whom and what for",
    "correction": "have whoever holds this copy correct it: give them the rows' pseudonyms",
    "erasure": "have whoever holds this copy erase the rows of these pseudonyms",
}


def with_tasks(found: Whereabouts, asked: Asked, systems: Sequence[System], received: date, days: int) -> Whereabouts:
    """The same with a task for each table or text in which the person stands, due `days` after the request came."""
    due = received + timedelta(days=days)
    by_source = groupby(sorted(found.sightings, key=_source), key=_source)
    tasks = [_task(source, list(seen), asked) for source, seen in by_source]
    missing = [Task(left.source, None, f"look here by hand: {left.reason}") for left in found.incomplete]
    return replace(found, tasks=tuple(_placed(task, systems, due) for task in (*tasks, *missing)))


def _task(source: str, seen: Sequence[Sighting], asked: Asked) -> Task:
    columns = [each.column for each in seen if each.column]
    what = (_GIVEN if any(each.token for each in seen) else _WHAT)[asked]
    doubt = "" if any(each.sure for each in seen) else "find out first whether it is this person; then "
    return Task(source, ", ".join(columns) or None, doubt + what, max(each.rows for each in seen))


def _placed(task: Task, systems: Sequence[System], due: date) -> Task:
    system = system_of(task.source, systems)
    if system is None:
        return replace(task, due=due)
    return replace(task, due=due, system=system.name, owner=system.owner)


def _source(seen: Sighting) -> str:
    return seen.source
