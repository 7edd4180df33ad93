"""Whether what a plan makes of a database still obeys its keys: asked before a row moves.

A constraint goes with its columns: one that is dropped takes its keys along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piiscan.errors import PlanError
from piiscan.model.plan import Step
from piiscan.model.table import Constraints
from piiscan.verbs.mask import Masker
from piiscan.verbs.references import Link, constraints_of, links


def refuse_breaking(maskers: Sequence[Masker]) -> None:
    """Raise PlanError for the first constraint that the masked tables cannot obey."""
    for masker in maskers:
        for problem in _problems(masker, constraints_of(masker.table) or Constraints()):
            raise PlanError(f"{masker.table.source}: {problem}")
    by_key = {masker.table.key: masker for masker in maskers}
    for link in links([masker.table for masker in maskers]):
        for problem in _unlike(link, by_key[link.child.key], by_key[link.parent.key]):
            raise PlanError(f"{link.child.source}: {problem}")


def _problems(masker: Masker, constraints: Constraints) -> Iterator[str]:
    for columns in constraints.unique:
        if _kept(masker, columns) and (loose := [c for c in columns if not masker.operators[c].promises.unique]):
            yield f"column {loose[0]} is of a key, and {_named(masker, loose[0])} may make equal values: use pseudonym"
    for column in sorted(constraints.not_null):
        if _kept(masker, (column,)) and masker.operators[column].name == "null":
            yield f"column {column} must be filled, and its operator is null: use redact, or drop it"


def _unlike(link: Link, child: Masker, parent: Masker) -> Iterator[str]:
    """Columns that are masked otherwise than those that they refer to."""
    if not _kept(child, link.columns) or not _kept(parent, link.to):
        return
    for here, there in zip(link.columns, link.to, strict=False):
        if _means(child.steps[here]) != _means(parent.steps[there]):
            yield (
                f"column {here} refers to {parent.table.name}.{there}, and both must be masked alike: give them the"
                " same operator, parameters, and domain or entity"
            )


def _kept(masker: Masker, columns: Sequence[str]) -> bool:
    kept = set(masker.kept)
    return bool(columns) and kept.issuperset(columns)


def _means(step: Step) -> tuple[object, ...]:
    """What equal values need to have in common to stay equal."""
    if step.operator == "keep":
        return (step.operator,)
    return step.operator, sorted(step.parameters.items(), key=repr), step.domain or step.entity, step.entity


def _named(masker: Masker, column: str) -> str:
    return f"operator {masker.operators[column].name}"
