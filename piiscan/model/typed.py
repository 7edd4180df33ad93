"""Plain JSON values into the frozen dataclasses of the model, exactly as those declare their fields, and back."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Misfit(ValueError):
    """A value is not what its field declares. The message names the place, never the value."""


def typed(kind: type[T], content: Any, place: str = "") -> T:
    """An instance of the dataclass; what may be null may also be missing.

    Raises Misfit for an unknown or missing key, and for a wrong type.
    """
    if not isinstance(content, dict):
        raise Misfit(f"{place or 'the document'} must be an object")
    hints = _hints(cast(Hashable, kind))
    for key in content:
        if key not in hints:
            raise Misfit(f"{place or 'the document'} has an unknown key")
    values = {key: _value(hints[key], value, f"{place}.{key}".lstrip(".")) for key, value in content.items()}
    try:
        return kind(**{**_nulls(cast(Hashable, kind)), **values})
    except TypeError:
        raise Misfit(f"{place or 'the document'} lacks a key") from None


def plain(value: Any) -> Any:
    """Plain JSON values of what a dataclass holds; days as ISO 8601 writes them."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, date):
        return value.isoformat()
    return {key: plain(entry) for key, entry in value.items()} if isinstance(value, dict) else value


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _nulls(kind: Hashable) -> dict[str, None]:
    return {key: None for key, hint in _hints(kind).items() if get_origin(hint) is UnionType}


@cache
def _parts(kind: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """What a hint is made of, and whether it is a dataclass: asked once for all values of a document."""
    members = tuple(member for member in get_args(kind) if member is not NoneType)
    return get_origin(kind), members, isinstance(kind, type) and is_dataclass(kind)


def _value(kind: Any, value: Any, place: str) -> Any:
    origin, members, nested = _parts(kind)
    if origin is UnionType:
        (some,) = members
        return None if value is None else _value(some, value, place)
    if origin is tuple:
        return _tuple(members[0], value, place)
    if origin is Mapping:
        return _mapping(members[1], value, place)
    if nested:
        return typed(kind, value, place)
    return _leaf(kind, value, place)


def _tuple(kind: Any, value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise Misfit(f"{place} must be a list")
    return tuple(_value(kind, entry, f"{place}[{i}]") for i, entry in enumerate(value))


def _mapping(kind: Any, value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Misfit(f"{place} must be an object")
    return {key: _value(kind, entry, f"an entry of {place}") for key, entry in value.items()}


def _leaf(kind: Any, value: Any, place: str) -> Any:
    if kind is object:
        return value
    if kind is date:
        return _day(value, place)
    origin, members, _ = _parts(kind)
    if origin is Literal:
        fits = value in members
    elif issubclass(kind, Enum):
        fits = value in [member.value for member in kind]
    elif kind is float:
        fits = type(value) in (int, float) and isfinite(value)
    else:
        fits = type(value) is kind
    if not fits:
        raise Misfit(f"{place} is not of its type")
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value


def _day(value: Any, place: str) -> date:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Misfit(f"{place} is not a day") from None
    if day.isoformat() != value:
        raise Misfit(f"{place} is not a day")
    return day
