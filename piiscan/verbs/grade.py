"""grade: the levels of a legal scheme for what was found, column by column and for columns found together."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from piiscan.model.finding import ColumnFinding, DocumentFinding, Ground, TableFinding
from piiscan.model.scheme import Grading, Scheme, Together


def grade(table: TableFinding, scheme: Scheme) -> TableFinding:
    """The table with the level of each column, of itself, and the grounds for them. Tiers stay as they are.

    A column that is clean has no level; an undecided one has that of the best guess, like its tier.
    """
    held = [_held(column) for column in table.columns]
    gradings = _graded(held, scheme, table.minors)
    columns = tuple(
        replace(column, level=grading.level if grading else None)
        for column, grading in zip(table.columns, gradings, strict=True)
    )
    return replace(table, columns=columns, level=_worst(gradings, scheme), grounds=_grounds(columns, gradings, scheme))


def grade_document(document: DocumentFinding, scheme: Scheme) -> DocumentFinding:
    """The document with its level: its entities stand together, like columns of one table."""
    return replace(document, level=_worst(_graded([document.entities.keys()], scheme, minors=0), scheme))


def _held(column: ColumnFinding) -> Set[str]:
    """What the column is or holds, or probably is."""
    return {name for name in (column.entity, column.candidate, *(column.in_text or ())) if name}


def _graded(held: list[Set[str]], scheme: Scheme, minors: int) -> list[Grading | None]:
    """Of the gradings that each column earns the highest; of equal ones the first in the scheme."""
    together = frozenset[str]().union(*held)
    earned = [rule for rule in scheme.together if _holds(rule, together, minors)]
    found: list[Grading | None] = []
    for names in held:
        own = [grading for name in sorted(names) if (grading := scheme.grading(name))]
        found.append(_highest([*own, *(rule.grading for rule in earned if rule.raises & names)], scheme))
    return found


def _holds(rule: Together, together: Set[str], minors: int) -> bool:
    return (minors > 0 or not rule.minors) and all(group & together for group in rule.beside)


def _highest(gradings: Iterable[Grading], scheme: Scheme) -> Grading | None:
    return max(gradings, key=scheme.rank, default=None)


def _worst(gradings: Iterable[Grading | None], scheme: Scheme) -> str | None:
    highest = _highest([grading for grading in gradings if grading], scheme)
    return highest.level if highest else None


def _grounds(columns: tuple[ColumnFinding, ...], gradings: list[Grading | None], scheme: Scheme) -> tuple[Ground, ...]:
    """Each grading once, the highest first, with the columns that have it."""
    given: dict[Grading, list[str]] = {}
    for column, grading in zip(columns, gradings, strict=True):
        if grading:
            given.setdefault(grading, []).append(column.name)
    ranked = sorted(given, key=scheme.rank, reverse=True)
    return tuple(Ground(g.level, g.clause, tuple(given[g])) for g in ranked)
