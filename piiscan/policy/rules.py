"""Masking rules: which one serves a column, and which ones can never serve any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from fnmatch import fnmatchcase

from piiscan.errors import PolicyError
from piiscan.model.finding import ColumnFinding, Findings
from piiscan.model.policy import Match, Policy, Rule
from piiscan.model.tier import Role

_CLEAN = Match(role=Role.NONE, tier=1, status="clean")


def decide(policy: Policy, column: ColumnFinding) -> Rule | None:
    """The first rule that matches the column; None where none does, or a person must decide first."""
    if column.status == "undecided":
        return None
    return next((rule for rule in policy.rules if matches(rule.match, column)), None)


def matches(match: Match, column: ColumnFinding) -> bool:
    """Whether every condition that is set holds. A glob compares case and all; a plain name is itself."""
    return (
        match.entity in (None, column.entity)
        and match.role in (None, column.role)
        and match.tier in (None, column.tier)
        and match.status in (None, column.status)
        and (match.column is None or fits(match.column, column.name))
    )


def check_used(policy: Policy, findings: Findings) -> None:
    """Raise PolicyError for a rule whose column glob matches no column of this scan.

    A misspelt column would otherwise pass by its rule in silence. Entities are checked when the policy is
    loaded; rules by entity, role, tier and status may wait for data that has them.
    """
    columns = [column for table in findings.tables for column in table.columns]
    for i, rule in enumerate(policy.rules):
        if rule.match.column is not None and not any(touches(rule.match, column) for column in columns):
            raise PolicyError(f"policy {policy.name}: rules[{i}]: matches no column of this scan")


def flaws(rules: Sequence[Rule]) -> Iterator[tuple[int, str]]:
    """Number and flaw of every rule that can match nothing, whatever is scanned."""
    full = [_completed(rule.match) for rule in rules]
    for i, match in enumerate(full):
        if match.status == "undecided":
            yield i, "can match nothing: an undecided column waits for a person"
        elif match.status == "clean" and not _compatible(match, _CLEAN):
            yield i, "can match nothing: a clean column has no entity, no role and tier 1"
        elif (earlier := next((j for j in range(i) if _covers(full[j], match)), None)) is not None:
            yield i, f"can match nothing: rules[{earlier}] takes everything that it could"


def touches(match: Match, column: ColumnFinding) -> bool:
    """As `matches`, with the best guess in place of what is not decided yet."""
    if column.status != "undecided":
        return matches(match, column)
    return matches(replace(match, status=None), replace(column, entity=column.candidate))


def _completed(match: Match) -> Match:
    """The match with what follows from its conditions: only a personal column has entity, role or tier 2."""
    match = replace(match, column=None) if match.column == "*" else match
    if match.status == "clean":
        return replace(match, role=match.role or _CLEAN.role, tier=match.tier or _CLEAN.tier)
    personal = match.entity or match.role not in (None, Role.NONE) or (match.tier or 1) > 1
    return replace(match, status="personal") if personal and match.status is None else match


def _compatible(match: Match, wanted: Match) -> bool:
    return (match.entity, match.role, match.tier) == (wanted.entity, wanted.role, wanted.tier)


def _covers(broad: Match, narrow: Match) -> bool:
    """Whether every column that `narrow` matches is matched by `broad` too."""
    same = all(
        getattr(broad, field.name) in (None, getattr(narrow, field.name))
        for field in fields(Match)
        if field.name != "column"
    )
    if broad.column is None or narrow.column is None:
        return same and broad.column is None
    return same and _wider(broad.column, narrow.column)


def _wider(broad: str, narrow: str) -> bool:
    """Whether glob `broad` surely takes every name that `narrow` takes."""
    if broad == narrow or not any(sign in narrow for sign in "*?["):
        return fits(broad, narrow)
    return not any(sign in broad for sign in "?[") and "[" not in narrow and fnmatchcase(narrow, broad)


def fits(glob: str, name: str) -> bool:
    """Whether the name is the one that is written, or one that the glob takes."""
    return name == glob or fnmatchcase(name, glob)
