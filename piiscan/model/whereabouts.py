"""Where one person stands: which columns, texts and rows hold what identifies them."""

from __future__ import annotations

from dataclasses import dataclass

from piiscan.model.finding import Incomplete
from piiscan.model.task import Task


@dataclass(frozen=True, slots=True)
class Sighting:
    """One column of a table, or one text, in which identifiers of the person stand.

    `rows` counts its rows (lines of a text), `first` are numbers of some of them, from 1. `entities` say which kinds of
    identifier; `sure` is False where only such stand there as others may share (a name, a short value). `token` tells
    that the person's pseudonym was met, and no identifier itself.
    """

    source: str
    key: str
    column: str | None
    rows: int
    first: tuple[int, ...]
    entities: tuple[str, ...]
    sure: bool
    token: bool = False


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """All sightings, what could not be looked through, and what is to be done where the person asked for something."""

    sightings: tuple[Sighting, ...]
    incomplete: tuple[Incomplete, ...] = ()
    tasks: tuple[Task, ...] = ()
