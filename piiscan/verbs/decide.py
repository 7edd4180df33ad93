"""decide: what people have decided on columns, laid over what a scan says of them, or opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from piiscan.errors import PolicyError
from piiscan.model.decision import Basis, Decision
from piiscan.model.finding import ColumnFinding, Ruling, TableFinding
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import Recognizer
from piiscan.model.tier import SENSITIVE
from piiscan.policy.decisions import concerns
from piiscan.verbs.classify import totalled
from piiscan.verbs.overrule import overruled, reopened

_DRIFT = 0.1
"""By how much the share of matching cells may change before a decision was taken on other data."""


@dataclass(frozen=True)
class Bench:
    """What decisions are held against: `kinds` by entity, and the day on which they must not have expired."""

    kinds: Mapping[str, Recognizer]
    thresholds: Thresholds
    today: date


def decide(
    tables: Sequence[TableFinding], decisions: Sequence[Decision], bench: Bench
) -> tuple[list[TableFinding], list[Decision]]:
    """The tables with the decisions laid over them, and the decisions that no column is meant by.

    Raises PolicyError where two decisions mean the same column, or where a column has one already.
    """
    idle = list(decisions)
    decided = []
    for table in tables:
        columns = []
        for column in table.columns:
            decision = _meaning(table, column, decisions)
            columns.append(column if decision is None else ruled(column, decision, bench))
            idle = [other for other in idle if other is not decision]
        decided.append(totalled(replace(table, columns=tuple(columns))))
    return decided, idle


def ruled(column: ColumnFinding, decision: Decision, bench: Bench) -> ColumnFinding:
    """The column with the decision applied, reopened or refused, and that said."""
    changed = overruled(column, decision, bench.kinds, bench.thresholds)
    problem = _not_in_force(decision, bench.today) or (changed.verdict != column.verdict and _shaken(column, decision))
    if problem:
        return _with(reopened(column, decision, bench.kinds), column, decision, "reopened", problem)
    proven = [name for name in column.proven if name in bench.kinds and bench.kinds[name].tier >= SENSITIVE]
    if changed.tier < column.tier and proven:
        problem = f"check digits of {proven[0]} hold in more cells than chance allows, and no decision clears those"
        return _with(column, column, decision, "refused", problem)
    return _with(changed, column, decision, "applied", None)


def basis(column: ColumnFinding) -> Basis:
    """What a decision on this column would rest on: where nothing was found, on that alone."""
    if column.status == "clean":
        return Basis(column.verdict, 0.0, None)
    return Basis(column.verdict, round(column.share, 2), column.recognizer)


def _meaning(table: TableFinding, column: ColumnFinding, decisions: Sequence[Decision]) -> Decision | None:
    meant = [decision for decision in decisions if concerns(decision, table, column.name)]
    if meant and column.decision:
        raise PolicyError(
            f"{table.source}: {column.name} has a decision already: scan again, or plan without decisions"
        )
    if len(meant) > 1:
        both = f"{meant[0].place} and {meant[1].place}"
        raise PolicyError(f"{both} both decide column {column.name} of {table.source}: one must go")
    return meant[0] if meant else None


def _not_in_force(decision: Decision, today: date) -> str | None:
    if today >= decision.expires:
        return f"it expired on {decision.expires}"
    return f"it is dated {decision.taken}, which is yet to come" if today < decision.taken else None


def _shaken(column: ColumnFinding, decision: Decision) -> str | None:
    """Why what the decision was taken on is no longer so; None while it is."""
    now, then = basis(column), decision.basis
    if now.verdict != then.verdict:
        return f"the data changed: it was taken on “{then.verdict}”, and a scan now says “{now.verdict}”"
    if abs(now.matched - then.matched) > _DRIFT:
        return f"the data changed: {then.matched:.0%} of the cells matched then, {now.matched:.0%} do now"
    if now.recognizer != then.recognizer:
        return f"the pack changed: {then.recognizer} found it then, {now.recognizer} does now"
    return None


def _with(
    verdict: ColumnFinding, scanned: ColumnFinding, decision: Decision, outcome: str, because: str | None
) -> ColumnFinding:
    ruling = Ruling(
        outcome=outcome,  # type: ignore[arg-type]
        said=decision.said,
        owner=decision.owner,
        reason=decision.reason,
        taken=decision.taken.isoformat(),
        expires=decision.expires.isoformat(),
        scanned=scanned.verdict,
        because=because,
    )
    return replace(verdict, decision=ruling)
