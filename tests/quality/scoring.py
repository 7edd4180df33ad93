"""Right and wrong verdicts, counted per entity and per tag, with intervals.

`score_columns.py` of the labelled sets counts in the same way: a core column is a hit or a miss, and whatever core
entity was found wrongly, on any column, is a false alarm of that entity. Internal numbers of people may be called
keys of any kind or nothing. Quasi-identifiers are counted by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import sqrt

from tests.quality.labels import AMBIGUOUS, NONE, accepts, family, is_core, tier
from tests.quality.scanning import Verdict


@dataclass
class Tally:
    hits: int = 0
    misses: int = 0
    alarms: int = 0

    @property
    def precision(self) -> float:
        return _share(self.hits, self.hits + self.alarms)

    @property
    def recall(self) -> float:
        return _share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float:
        return _share(2 * self.hits, 2 * self.hits + self.alarms + self.misses)

    def as_dict(self) -> dict[str, object]:
        counts = {"n": self.hits + self.misses, "hits": self.hits, "misses": self.misses, "alarms": self.alarms}
        intervals = {
            "precision_95": wilson(self.hits, self.hits + self.alarms),
            "recall_95": wilson(self.hits, self.hits + self.misses),
        }
        return {**counts, "precision": self.precision, "recall": self.recall, "f1": self.f1, **intervals}


@dataclass
class Score:
    """Tallies of one half. `too_high` counts columns given tier 3 or 4 that are not of these tiers."""

    columns: int = 0
    tables: int = 0
    core: Tally = field(default_factory=Tally)
    quasi: Tally = field(default_factory=Tally)
    negatives: int = 0
    too_high: int = 0
    entities: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    tags: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    tag_columns: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def wilson(part: int, whole: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, z * z / whole
    middle, spread = share + square / 2, z * sqrt(share * (1 - share) / whole + square / whole / 4)
    return (middle - spread) / (1 + square), (middle + spread) / (1 + square)


def scored(verdicts: Iterable[Verdict]) -> list[Verdict]:
    return [verdict for verdict in verdicts if verdict.column.label != AMBIGUOUS]


def score(verdicts: Iterable[Verdict]) -> Score:
    result = Score()
    verdicts = scored(verdicts)
    for verdict in verdicts:
        _count(result, verdict)
    result.columns, result.tables = len(verdicts), len({verdict.table for verdict in verdicts})
    return result


def _count(result: Score, verdict: Verdict) -> None:
    for tag in verdict.column.tags:
        result.tag_columns[tag] += 1
    core = any(map(is_core, verdict.column.label.split("|")))
    result.negatives += not core
    result.too_high += not core and verdict.tier >= 3
    for entity, outcome in outcomes(verdict):
        total = result.core if is_core(entity) else result.quasi
        tags = [result.tags[tag] for tag in verdict.column.tags] if is_core(entity) else []
        for tally in (total, result.entities[entity], *tags):
            setattr(tally, outcome, getattr(tally, outcome) + 1)


def outcomes(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Hits, misses and alarms of one column, each with the entity that it is counted for."""
    label, found = verdict.column.label, family(verdict.found)
    own = family(label.split("|")[0])
    if own == found == NONE:
        return
    if accepts(label, verdict.found):
        if own != NONE and found != NONE:
            yield own, "hits"
        return
    if own != NONE:
        yield own, "misses"
    if found != NONE and not _forgiven(label, found):
        yield found, "alarms"


def _forgiven(label: str, found: str) -> bool:
    """A quasi-identifier instead of another entity does no harm; a person's key may be called by many names."""
    if label == "PERSON_ID" and (found in ("PERSON_ID", "USERNAME") or (found.endswith("_ID") and tier(found) < 4)):
        return True
    return not is_core(found) and label != NONE


def is_wrong(verdict: Verdict) -> bool:
    """Does this column count against the core figures?"""
    return any(is_core(entity) and outcome != "hits" for entity, outcome in outcomes(verdict))
