"""Findings: what a scan says. They hold names and counts, and nothing a value can be guessed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from piiscan.model.tier import Role

Status = Literal["personal", "clean", "undecided"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence and its weight in natural log-odds."""

    evidence: str
    log_odds: float


@dataclass(frozen=True, slots=True)
class Rival:
    """Another entity the column could have been, and how likely that is."""

    entity: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ColumnFinding:
    """The verdict on one column (or one path of a nested document), with the sum behind it.

    `formulas` is how many of its cells spreadsheet programs compute.
    """

    name: str
    path: str | None
    type: str
    comment: str | None
    status: Status
    entity: str | None
    candidate: str | None
    role: Role
    tier: int
    level: str | None
    confidence: float
    rows: int
    nulls: int
    distinct: int
    distinct_error: float
    matched: int
    valid: int | None
    chance: float | None
    miss_bound: float | None
    rivals: tuple[Rival, ...] = ()
    joins: tuple[str, ...] = ()
    in_text: Mapping[str, int] | None = None
    reasons: tuple[Reason, ...] = ()
    mix: Mapping[str, int] | None = None
    """Entity -> about how many cells are that, where the column mixes several; its tier is the highest of them."""
    formulas: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """Why columns have their level: the document and clause of the legal scheme that gives it."""

    level: str
    clause: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableFinding:
    """All columns of one file or database table.

    `schema` digests sorted column names and types; `key` is the path relative to the target that was scanned,
    by which a plan names the table. `level` and `grounds` are those of a legal scheme, where one was chosen.
    `encoding` is the text encoding of its file, None for UTF-8 and for what is no text; `compression` what the file
    is compressed with, the outermost first.
    """

    source: str
    table: str
    format: str
    rows: int
    rows_scanned: int
    tier: int
    people: int
    schema: str
    columns: tuple[ColumnFinding, ...]
    minors: int = 0
    key: str = ""
    level: str | None = None
    grounds: tuple[Ground, ...] = ()
    encoding: str | None = None
    compression: str | None = None

    @property
    def form(self) -> str:
        """What its file looks like: `csv, gb18030, gzip`."""
        return ", ".join(filter(None, (self.format, self.encoding, self.compression)))


@dataclass(frozen=True, slots=True)
class DocumentFinding:
    """Entities of one text, each with the number of spans found; `level` is that of a legal scheme, if chosen.

    `encoding` and `compression` are those of its file, as of a table.
    """

    source: str
    format: str
    language: str | None
    tier: int
    entities: Mapping[str, int]
    key: str = ""
    level: str | None = None
    encoding: str | None = None
    compression: str | None = None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Something asked for that was skipped, cut short or could not be decoded."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Exposure:
    """A way in which found data stands open to people who should not see it."""

    source: str
    issue: str
    tier: int


@dataclass(frozen=True, slots=True)
class Findings:
    """One scan: document `piiscan/findings/1`."""

    tool: Mapping[str, str]
    policy: Mapping[str, object]
    as_of: str
    started: str
    seconds: float
    tables: tuple[TableFinding, ...] = ()
    documents: tuple[DocumentFinding, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()
    exposure: tuple[Exposure, ...] = field(default=())

    @property
    def graded(self) -> bool:
        """Whether anything has a level of a legal scheme."""
        levels = [*(table.level for table in self.tables), *(document.level for document in self.documents)]
        return any(levels)

    @property
    def complete(self) -> bool:
        return not self.incomplete
