"""A column as a person says it is, or as nobody says any longer; the scan's sum stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from piiscan.model.decision import Decision
from piiscan.model.finding import ColumnFinding, Rival, Status
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import FREE_TEXT, Recognizer
from piiscan.model.tier import Role
from piiscan.policy.rules import fits


def overruled(
    column: ColumnFinding, decision: Decision, kinds: Mapping[str, Recognizer], thresholds: Thresholds
) -> ColumnFinding:
    """The column with what the decision says: the entity that it is, or the best of those that are left."""
    if decision.is_ is not None:
        return _as(column, "personal", kinds[decision.is_], kinds)
    denied = decision.is_not or ""
    guess = column.entity or column.candidate
    if guess is None and denied == "*":
        return _clean(column)
    if not _meant(guess, denied):
        return column
    left = next((r for r in column.rivals if not _meant(r.entity, denied)), None)
    if left is None or left.entity not in kinds:
        return _clean(column)
    return _rival(column, left, kinds, thresholds)


def reopened(column: ColumnFinding, decision: Decision, kinds: Mapping[str, Recognizer]) -> ColumnFinding:
    """The column undecided, with what the scan or else the decision takes it for as the best guess."""
    guess = column.entity or column.candidate or decision.is_
    if guess is None or guess == column.candidate:
        return replace(column, status="undecided", entity=None)
    if guess == column.entity:
        return replace(column, status="undecided", entity=None, candidate=guess)
    return _as(column, "undecided", kinds[guess], kinds)


def _rival(
    column: ColumnFinding, rival: Rival, kinds: Mapping[str, Recognizer], thresholds: Thresholds
) -> ColumnFinding:
    kind = kinds[rival.entity]
    match thresholds.status(rival.confidence, kind.tier):
        case "clean":
            return _clean(column)
        case status:
            return _as(column, status, kind, kinds)


def _as(column: ColumnFinding, status: Status, kind: Recognizer, kinds: Mapping[str, Recognizer]) -> ColumnFinding:
    text = kind.entity == FREE_TEXT
    inside = [kinds[name].tier for name in column.in_text or () if text and name in kinds]
    return replace(
        column,
        status=status,
        entity=kind.entity if status == "personal" else None,
        candidate=kind.entity if status == "undecided" else None,
        role=kind.role,
        tier=max([kind.tier, *inside]),
        in_text=(column.in_text or {}) if text else None,
        mix=None,
    )


def _clean(column: ColumnFinding) -> ColumnFinding:
    return replace(column, status="clean", entity=None, candidate=None, role=Role.NONE, tier=1, in_text=None, mix=None)


def _meant(entity: str | None, glob: str) -> bool:
    return entity is not None and fits(glob, entity)
