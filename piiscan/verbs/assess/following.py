"""Problems followed from one assessment to the next: what is new, overdue or answered for, and what was put right."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date

from piiscan.model.assessment import Problem
from piiscan.model.item import Item, Waiver
from piiscan.verbs.baseline import waived

__all__ = ["followed"]

_SCANNED = ("collection", "storage")


def followed(
    now: Sequence[Problem], before: Sequence[Problem], sources: Set[str], waivers: Sequence[Waiver], day: date
) -> tuple[list[Problem], list[Problem]]:
    """What is to be put right, and what was.

    A problem keeps its day and its term. One of a source that the scans did not see this time is not taken for put
    right: it stays, as not looked at.
    """
    known = {problem.id: problem for problem in before}
    open_ = [_kept(problem, known.get(problem.id)) for problem in now]
    found = {problem.id for problem in now}
    gone = [problem for problem in before if problem.id not in found]
    unseen = [replace(problem, state="not looked at") for problem in gone if not _seen(problem, sources)]
    fixed = [problem for problem in gone if _seen(problem, sources)]
    return [_judged(problem, waivers, day) for problem in open_] + unseen, fixed


def _kept(problem: Problem, known: Problem | None) -> Problem:
    return problem if known is None else replace(problem, since=known.since, due=known.due)


def _judged(problem: Problem, waivers: Sequence[Waiver], day: date) -> Problem:
    if waived(Item(problem.source, problem.about, problem.what, problem.tier), waivers, day):
        return replace(problem, state="waived")
    return replace(problem, state="overdue" if day > problem.due else "open")


def _seen(problem: Problem, sources: Set[str]) -> bool:
    """Whether this time's scans looked at its source, or at something in it."""
    if problem.area not in _SCANNED:
        return True
    within = (f"{problem.source}/", f"{problem.source}!")
    return any(source == problem.source or source.startswith(within) for source in sources)
