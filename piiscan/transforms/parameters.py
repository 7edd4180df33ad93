"""Parameters as a plan gives them, fitted to the typed fields of an operator. Messages never hold a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

from piiscan.errors import PlanError, did_you_mean

__all__ = ["construct", "refuse"]

T = TypeVar("T")

_WANTED = {
    int: "a whole number",
    float: "a number",
    str: "a text",
    bool: "true or false",
    NoneType: "null",
    Mapping: "a mapping",
    list: "a list",
}


def construct(cls: type[T], parameters: Mapping[str, object]) -> T:
    """Build an operator. Raises PlanError for a parameter that is unknown, missing, or of the wrong type."""
    name = getattr(cls, "name", cls.__name__)
    declared = {f.name: f for f in fields(cls) if f.init}  # type: ignore[arg-type]
    for parameter in parameters.keys() - declared.keys():
        hint = did_you_mean(parameter, declared)
        refuse(name, parameter, f"is unknown; there is {', '.join(declared) or 'none'}{hint}")
    required = [n for n, f in declared.items() if f.default is MISSING and f.default_factory is MISSING]
    for parameter in required:
        if parameter not in parameters:
            refuse(name, parameter, "is missing")
    hints = get_type_hints(cls)
    for parameter, value in parameters.items():
        if not _fits(value, hints[parameter]):
            refuse(name, parameter, f"must be {_wanted(hints[parameter])}")
    return cls(**parameters)


def refuse(operator: str, parameter: str, wrong: str) -> NoReturn:
    """Raise the PlanError for one parameter."""
    raise PlanError(f"operator {operator}: parameter {parameter} {wrong}")


def _fits(value: object, hint: Any) -> bool:
    origin = get_origin(hint) or hint
    if origin in (UnionType, Union):
        return any(_fits(value, option) for option in get_args(hint))
    if origin is Literal:
        return value in get_args(hint)
    if origin is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, origin) and (origin is bool or not isinstance(value, bool))


def _wanted(hint: Any) -> str:
    origin = get_origin(hint) or hint
    if origin in (UnionType, Union):
        return " or ".join(_wanted(option) for option in get_args(hint))
    if origin is Literal:
        return "one of " + ", ".join(map(str, get_args(hint)))
    return _WANTED[origin]
