"""What the first screen says: what is here, how bad it is, and whom it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from piiscan.model.finding import Findings, TableFinding
from piiscan.model.tier import SENSITIVE
from piiscan.reports.grouping import beginning

_KINDS, _CROWDS = 5, 3
"""Entities of a tier, and tables, that the first screen names; the page has them all."""


@dataclass(frozen=True, slots=True)
class Kind:
    """An entity, its highest tier, and in how many columns and texts it stands."""

    entity: str
    tier: int
    places: int


@dataclass(frozen=True, slots=True)
class Answers:
    """`kinds` are the most sensitive first, `hidden` how many more there are. `sensitive` counts sources of tier 4.

    `worst` names the first of these.

    `crowds` are the tables about most people.
    """

    kinds: Sequence[Kind]
    hidden: int
    rows: int
    sources: int
    sensitive: int
    worst: Sequence[str]
    personal: int
    crowds: Sequence[TableFinding]


def answers(findings: Findings, entries: Sequence[TableFinding]) -> Answers:
    """Of the whole scan; `entries` are its tables, like ones as one (`grouping`)."""
    kinds = _kinds(findings)
    told = [kind for i, kind in enumerate(kinds) if i < _KINDS or kinds[i - _KINDS].tier != kind.tier]
    tiers = [*(table.tier for table in findings.tables), *(text.tier for text in findings.documents)]
    worst = [one.source for part in (entries, findings.documents) for one in part if one.tier == SENSITIVE]
    crowds = sorted((table for table in entries if table.people), key=lambda table: -table.people)
    return Answers(
        kinds=told,
        hidden=len(kinds) - len(told),
        rows=sum(table.rows for table in findings.tables),
        sources=len(tiers),
        sensitive=sum(tier == SENSITIVE for tier in tiers),
        worst=worst[:_CROWDS],
        personal=sum(tier > 1 for tier in tiers),
        crowds=crowds[:_CROWDS],
    )


def folder_of(findings: Findings) -> str:
    """What all sources begin with, up to its last slash: said once, and left out elsewhere."""
    sources = [one.source for part in (findings.tables, findings.documents, findings.incomplete) for one in part]
    shared = beginning(sources)
    return shared[: shared.rfind("/") + 1]


def _kinds(findings: Findings) -> list[Kind]:
    places: Counter[str] = Counter()
    tiers: dict[str, int] = {}
    held = [(c.entity, c.tier) for table in findings.tables for c in table.columns if c.entity]
    held += [(entity, text.tier) for text in findings.documents for entity in text.entities if entity not in dict(held)]
    for entity, tier in held:
        places[entity] += 1
        tiers[entity] = max(tier, tiers.get(entity, 0))
    return [Kind(entity, tiers[entity], n) for entity, n in sorted(places.items(), key=lambda e: (-tiers[e[0]], -e[1]))]
