"""compare: the columns of a saved scan that would have another verdict under other packs, as far as sums can tell.

No value is looked at again. A recognizer whose patterns, word lists and checks are as they were keeps the weights that
its counts have earned; headers are read anew, and tiers taken from the other packs. Where a recognizer looks at values
in another way, and the column's sum rests on it or its header names it, only a new scan can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from piiscan.detection.families import belongs
from piiscan.detection.headers import SILENT, HeaderReader, Naming, names_a_thing
from piiscan.detection.verdict import weights
from piiscan.detection.verdict.free_text import TEXT_COLUMN
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.comparison import Comparison, Flip
from piiscan.model.evidence import ColumnEvidence
from piiscan.model.finding import ColumnFinding, Findings, TableFinding
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import Recognizer
from piiscan.model.table import Column
from piiscan.model.tier import SENSITIVE
from piiscan.verbs.standing import Standing, best_of, identity, saved, standings, verdict_of


@dataclass(frozen=True)
class Packs:
    """Recognizers by id, and the version of each (`cn/mobile@1a2b3c4d`)."""

    recognizers: Mapping[str, Recognizer]
    versions: frozenset[str]

    @cached_property
    def headers(self) -> HeaderReader:
        return HeaderReader(self.recognizers.values())


def compare(findings: Findings, packs: Packs, thresholds: Thresholds, former: Packs | None = None) -> Comparison:
    """What `packs` would make of the findings; `former` are the packs of the scan, where they are at hand."""
    columns = [(table, column) for table in findings.tables for column in table.columns]
    flips = (_flip(table, column, _Reading(column, packs, former, thresholds)) for table, column in columns)
    changed = None if former is None else tuple(sorted(map(identity, packs.versions - former.versions)))
    return Comparison(len(columns), tuple(flip for flip in flips if flip), changed)


def _flip(table: TableFinding, column: ColumnFinding, reading: _Reading) -> Flip | None:
    unknown = "; ".join(reading.unknown())
    if unknown:
        return Flip(table.source, column.name, reading.scanned, None, unknown)
    after, tier = reading.after
    if after != reading.before:
        return Flip(table.source, column.name, reading.scanned, after, reading.why)
    raised = table.minors and column.tier == SENSITIVE
    if tier in (None, column.tier) or column.decision or raised:
        return None
    return Flip(table.source, column.name, f"tier {column.tier}", f"tier {tier}", f"{after} is of another tier")


@dataclass(frozen=True)
class _Reading:
    """One column, by its saved sums and by other packs."""

    column: ColumnFinding
    packs: Packs
    former: Packs | None
    thresholds: Thresholds

    def unknown(self) -> Iterator[str]:
        """Why only a scan can tell."""
        candidates = {identity(rival.recognizer): rival.recognizer for rival in saved(self.column)}
        for name, version in candidates.items():
            if name in self.packs.recognizers and version not in self.packs.versions:
                yield f"{name} looks at values in another way"
        named = [name for name, naming in self._namings(self.packs).items() if naming.strength > 0]
        for name in named:
            entity = self.packs.recognizers[name].entity
            if name not in candidates and not self._settled_as(entity) and not self._known_before(name):
                yield f"the header names {entity} ({name})"

    def _settled_as(self, entity: str) -> bool:
        """Whether it is that already, or a member of that family, behind which the family steps back."""
        status, _, found = self.scanned.partition(" ")
        return status == "personal" and (found == entity or belongs(found, entity))

    @property
    def before(self) -> str:
        """The verdict of the sums as they were saved; that of the scan, where they cannot all be weighed again."""
        if self._gone:
            return self.scanned
        return verdict_of(best_of(standings(self.column, self.packs.recognizers)), self.thresholds)

    @property
    def scanned(self) -> str:
        """The verdict of the scan, before anybody decided."""
        return self.column.decision.scanned if self.column.decision else self.column.verdict

    @cached_property
    def after(self) -> tuple[str, int | None]:
        """The verdict with the header read by the other packs, and the tier where that can be told."""
        best = best_of(map(self._read_anew, standings(self.column, self.packs.recognizers)))
        verdict = verdict_of(best, self.thresholds)
        told = best is not None and verdict != "clean" and best.recognizer.entity != TEXT_COLUMN.entity
        return verdict, best.recognizer.tier if best and told else None

    @property
    def why(self) -> str:
        return f"{self._gone[0]} is gone" if self._gone else "the header is read in another way"

    @property
    def _gone(self) -> list[str]:
        known = self.packs.recognizers.keys() | {TEXT_COLUMN.id}
        return [name for rival in saved(self.column) if (name := identity(rival.recognizer)) not in known]

    def _read_anew(self, standing: Standing) -> Standing:
        if standing.recognizer.id == TEXT_COLUMN.id:
            return standing
        named = self._namings(self.packs).get(standing.recognizer.id, SILENT)
        weight = weights.header(named.strength) if named.strength else 0.0
        if named.strength <= 0 and any(map(names_a_thing, self._headers)):
            weight += weights.NUMBER_OF_A_THING
        return standing.under(round(weight, 2))

    def _known_before(self, name: str) -> bool:
        """Whether the same recognizer had been named by this header then, too, and had come to nothing."""
        if self.former is None or self._namings(self.former).get(name, SILENT).strength <= 0:
            return False
        return {version for version in self.packs.versions if identity(version) == name} <= self.former.versions

    def _namings(self, packs: Packs) -> Mapping[str, Naming]:
        return packs.headers.namings(*self._headers)

    @cached_property
    def _headers(self) -> tuple[str, ...]:
        c = self.column
        return ColumnView(Column(c.name, c.type, c.path, c.comment), ColumnEvidence()).headers
