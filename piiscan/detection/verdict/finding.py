"""An outcome written down as a finding: names, counts and reasons, never a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from piiscan.detection.pack_versions import versioned
from piiscan.detection.verdict.free_text import TEXT_COLUMN
from piiscan.detection.verdict.reasons import Candidate
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.evidence import Hits
from piiscan.model.finding import ColumnFinding, Reason, Rival
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import Recognizer
from piiscan.model.tier import Role

_RIVALS = 3
_NOTHING = Candidate(Recognizer("", "", "", Role.NONE, 1, ""), ())
_UNSEEN = replace(_NOTHING, reasons=(Reason("bytes that are no text were not looked into", 0.0),))


@dataclass(frozen=True)
class Outcome:
    """A column, what it might be with the best first, the entities inside its cells, and those it mixes."""

    view: ColumnView
    ranked: list[Candidate]
    inside: Mapping[str, int] = field(default_factory=dict)
    mix: Mapping[str, int] = field(default_factory=dict)


def finding(outcome: Outcome, thresholds: Thresholds) -> ColumnFinding:
    """The finding on the column; below the upper threshold it has no entity, below the lower one no role or tier."""
    view, evidence = outcome.view, outcome.view.evidence
    best = outcome.ranked[0] if outcome.ranked else _NOTHING
    status = best.status(thresholds)
    if status == "clean" and evidence.undecoded:
        best, status = _UNSEEN, "undecided"
    meant = best.recognizer if status != "clean" else _NOTHING.recognizer
    is_text = best.recognizer.entity == TEXT_COLUMN.entity
    return ColumnFinding(
        name=view.column.name,
        path=view.column.path,
        type=view.column.type,
        comment=view.column.comment,
        status=status,
        entity=meant.entity if status == "personal" else None,
        candidate=meant.entity or None if status == "undecided" else None,
        role=meant.role,
        tier=max([meant.tier, *(c.recognizer.tier for c in outcome.ranked if c.recognizer.entity in outcome.mix)]),
        level=None,
        confidence=round(best.confidence, 4) if outcome.ranked else 0.0,
        rows=evidence.rows,
        nulls=evidence.nulls,
        distinct=view.distinct,
        distinct_error=evidence.sketch.distinct_error,
        matched=max(outcome.inside.values(), default=0) if is_text else round(best.share * evidence.filled),
        valid=_valid(best, evidence.hits),
        chance=best.recognizer.chance if outcome.ranked and not is_text else None,
        miss_bound=None,
        rivals=tuple(map(_rival, outcome.ranked[1 : 1 + _RIVALS])),
        in_text=dict(outcome.inside) if is_text and status != "clean" else None,
        reasons=best.reasons,
        mix=(dict(outcome.mix) or None) if status != "clean" else None,
        recognizer=versioned(best.recognizer) if outcome.ranked else None,
    )


def _rival(found: Candidate) -> Rival:
    return Rival(
        entity=found.recognizer.entity,
        confidence=round(found.confidence, 4),
        recognizer=versioned(found.recognizer),
        log_odds=round(found.log_odds, 2),
        header=round(found.header, 2),
        share=round(found.share, 4),
    )


def _valid(best: Candidate, hits: Mapping[str, Hits]) -> int | None:
    """Cells whose check holds, where there is a check."""
    found = hits.get(best.recognizer.id)
    return found.valid if best.recognizer.check and found else None
