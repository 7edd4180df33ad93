"""Whether what a plan makes of a database still obeys its keys: asked before a row moves.

A constraint goes with its columns: one that is dropped takes its keys along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piiscan.errors import PlanError
from piiscan.model.plan import Step
from piiscan.model.table import Constrained, Constraints, Reference, Table, innermost
from piiscan.verbs.mask import Masker


def refuse_breaking(maskers: Sequence[Masker]) -> None:
    """Raise PlanError for the first constraint that the masked tables cannot obey."""
    held = [(masker, constraints) for masker in maskers if (constraints := _constraints(masker.table)) is not None]
    for masker, constraints in held:
        for problem in _problems(masker, constraints, [other for other, _ in held]):
            raise PlanError(f"{masker.table.source}: {problem}")


def _constraints(table: Table) -> Constraints | None:
    inner = innermost(table)
    return inner.constraints if isinstance(inner, Constrained) else None


def _problems(masker: Masker, constraints: Constraints, others: Sequence[Masker]) -> Iterator[str]:
    for columns in constraints.unique:
        if _kept(masker, columns) and (loose := [c for c in columns if not masker.operators[c].promises.unique]):
            yield f"column {loose[0]} is of a key, and {_named(masker, loose[0])} may make equal values: use pseudonym"
    for column in sorted(constraints.not_null):
        if _kept(masker, (column,)) and masker.operators[column].name == "null":
            yield f"column {column} must be filled, and its operator is null: use redact, or drop it"
    for reference in constraints.references:
        yield from _unlike(masker, reference, others)


def _unlike(masker: Masker, reference: Reference, others: Sequence[Masker]) -> Iterator[str]:
    """Columns that are masked otherwise than those that they refer to."""
    parent = next((other for other in others if _is_named(other.table, reference.table, masker.table)), None)
    to = reference.to if parent is None else reference.to or _key_of(parent)
    if parent is None or not _kept(masker, reference.columns) or not _kept(parent, to):
        return
    for here, there in zip(reference.columns, to, strict=False):
        if _means(masker.steps[here]) != _means(parent.steps[there]):
            yield (
                f"column {here} refers to {parent.table.name}.{there}, and both must be masked alike: give them the"
                " same operator, parameters, and domain or entity"
            )


def _is_named(table: Table, name: str, beside: Table) -> bool:
    """Whether a table is the one that a table beside it calls so."""
    return table.name == name and table.key.removesuffix(name) == beside.key.removesuffix(beside.name)


def _key_of(masker: Masker) -> tuple[str, ...]:
    """The primary key: it stands first."""
    constraints = _constraints(masker.table)
    return constraints.unique[0] if constraints and constraints.unique else ()


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
