"""The record of rows that were left out of new copies: what was done, what that proves, and what it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from piiscan.model.finding import Incomplete
from piiscan.model.release import Named
from piiscan.model.task import Task

__all__ = ["PROVES", "PROVES_NOT", "Removal", "Removed"]

Event = Literal["subject.erase", "subject.retain"]

PROVES = (
    "the copies with these digests were searched again after they were written, and hold none of these rows and texts",
    "who made them and when, as a line of the audit log that checkpoints prove",
    "every other row was copied: they were counted again",
)
PROVES_NOT = (
    "that the source is gone: it was not changed; whoever keeps it destroys it once the copy has taken its place",
    "that backups, snapshots, logs of databases, earlier copies and deliveries hold nothing of it",
    "that nothing is left that only a person would tell: other names, pictures, what others know",
)


@dataclass(frozen=True, slots=True)
class Removed:
    """One table or text. `columns` counts the rows that each column speaks against; a row may count for several.

    `rows` are those of the source (lines of a text), `gone` those that its copy has not, or has not in clear.
    """

    source: str
    rows: int
    gone: int
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Removal:
    """`before` and `after` are SHA-256 of source and copy (of a folder: of the digests of its files, sorted).

    `kinds` says how many identifiers of which kind the person was looked for by, none of them itself. `line` is that of
    the audit log, whose Merkle tree hash up to it is `root`.
    """

    event: Event
    reason: str
    as_of: str
    by: str
    done: str
    line: int
    root: str
    before: str | None
    after: str
    tool: Mapping[str, str]
    policy: Named
    purpose: Named | None = None
    term: Mapping[str, object] | None = None
    kinds: Mapping[str, int] | None = None
    removed: tuple[Removed, ...] = ()
    copied: int = 0
    tasks: tuple[Task, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()
    proves: tuple[str, ...] = PROVES
    proves_not: tuple[str, ...] = PROVES_NOT

    @property
    def rows(self) -> int:
        return sum(each.gone for each in self.removed)
