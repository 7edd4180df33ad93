"""Findings: what a scan says. They hold names and counts, and nothing a value can be guessed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from piiscan.model.tier import Role

Status = Literal["personal", "clean", "undecided"]
Kind = Literal["prior", "header", "silence", "fit", "values", "check", "table"]
"""`fit` is of values that fit what only the header names, and falls with it; `silence` of those that say something
only where the header says nothing."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence, what it is about, and its weight in natural log-odds."""

    evidence: str
    log_odds: float
    kind: Kind = "values"


@dataclass(frozen=True, slots=True)
class Rival:
    """Another entity the column could have been, and how likely that is.

    `recognizer` names its version, as in ColumnFinding. `log_odds` is its whole sum, `header` what the header gives
    to that, `share` the share of filled cells that are of its form.
    """

    entity: str
    confidence: float
    recognizer: str = ""
    log_odds: float = 0.0
    header: float = 0.0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of a person's decision on a column, and what the scan says without it.

    A decision is `applied`, `reopened` (it holds no longer: the column is undecided again) or `refused` (the
    evidence against it is too strong for a decision alone: the verdict stays that of the scan); `because` says why.
    """

    outcome: Literal["applied", "reopened", "refused"]
    said: str
    owner: str
    reason: str
    taken: str
    expires: str
    scanned: str
    because: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnFinding:
    """The verdict on one column (or one path of a nested document), with the sum behind it.

    `recognizer` is the one that the reasons speak of, with the version of its patterns and checks
    (`cn/mobile@1a2b3c4d`). `proven` names the entities whose check digits hold more often than chance allows.
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
    recognizer: str | None = None
    proven: tuple[str, ...] = ()
    decision: Ruling | None = None

    @property
    def verdict(self) -> str:
        """The status with the entity it is about: `personal CN_MOBILE`, `undecided CN_MOBILE`, `clean`."""
        return " ".join(part for part in (self.status, self.entity or self.candidate) if part)

    @property
    def share(self) -> float:
        """Share of the filled cells that the reasons speak of."""
        return self.matched / max(1, self.rows - self.nulls)


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
class SlotFinding:
    """What a slot of a line template holds, and in how many of the lines read it was found there."""

    entity: str
    found: int


@dataclass(frozen=True, slots=True)
class LineFinding:
    """A template (model.template) with its personal slots, and how many lines are of it.

    `read` is how many of them it is judged by; `slots` are in the order of the template.
    """

    template: str
    lines: int
    read: int
    slots: tuple[SlotFinding, ...]


@dataclass(frozen=True, slots=True)
class LineFindings:
    """How many line patterns recur in a text, how many hold personal data, and these, the most frequent first.

    `without` counts the lines that no template was kept of.
    """

    patterns: int
    personal: int
    without: int
    templates: tuple[LineFinding, ...]


@dataclass(frozen=True, slots=True)
class DocumentFinding:
    """Entities of one text, each with the number of spans found; `level` is that of a legal scheme, if chosen.

    `encoding` and `compression` are those of its file, as of a table; `lines` is what its lines have in common, if it
    has lines of recurring patterns.
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
    lines: LineFindings | None = None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Something asked for that was skipped, cut short or could not be decoded."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Exposure:
    """A way in which found data stands open to people who should not see it, and what would end that."""

    source: str
    issue: str
    tier: int
    remedy: str | None = None

    @property
    def said(self) -> str:
        return f"{self.issue}; {self.remedy}" if self.remedy else self.issue


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
