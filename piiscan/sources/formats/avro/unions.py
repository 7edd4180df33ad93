"""Values of unions of several types: a struct with one field filled, which says of what type the value is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from typing import Any

from piiscan.sources.formats.avro.schema import Leaf, Many, Node, Record, branch_names, kind

_PYTHON: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "int": (int, time),
    "long": (int, time),
    "float": (float,),
    "double": (float,),
    "bytes": (bytes, Decimal),
    "string": (str,),
    "array": (list,),
    "map": (dict,),
}
"""What fastavro makes of branches that have no name; others come as pairs of name and value."""


def has_unions(node: Node) -> bool:
    """Whether a union of several types lies anywhere in it."""
    if isinstance(node, Record):
        return any(has_unions(member.type) for member in node.fields)
    if isinstance(node, Many):
        return has_unions(node.inner)
    return not isinstance(node, Leaf) and (len(node.filled) > 1 or any(map(has_unions, node.filled)))


def unmarked(value: Any, node: Node) -> Any:
    """A value with its unions, which are structs, as pairs of type and value, as fastavro writes them."""
    if value is None or isinstance(node, Leaf):
        return value
    if isinstance(node, Record):
        return {member.name: unmarked(value[member.name], member.type) for member in node.fields}
    if isinstance(node, Many):
        if isinstance(value, dict):
            return {key: unmarked(inner, node.inner) for key, inner in value.items()}
        return [unmarked(inner, node.inner) for inner in value]
    branches = branch_names(node)
    if len(branches) == 1:
        return unmarked(value, *branches.values())
    name = next((name for name in branches if value[name] is not None), None)
    if name is None:
        return None
    branch = branches[name]
    return getattr(branch, "name", "") or kind(branch), unmarked(value[name], branch)


def branch_of(value: Any, branches: Mapping[str, Node]) -> str:
    """Which branch a value is of, as fastavro reads it: named types come as pairs of name and value."""
    name, inner = value if isinstance(value, tuple) else (None, value)
    return next(key for key, branch in branches.items() if _fits(name, inner, branch, branches))


def _fits(name: str | None, value: Any, branch: Node, rivals: Mapping[str, Node]) -> bool:
    if name is not None:
        return getattr(branch, "name", "") == name
    what = kind(branch)
    too_large = what == "int" and type(value) is int and not -(2**31) <= value < 2**31
    too_coarse = what == "float" and "double" in rivals
    return type(value) in _PYTHON.get(what, ()) and not too_large and not too_coarse
