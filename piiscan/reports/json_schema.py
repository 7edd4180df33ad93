"""JSON Schema (2020-12) of the frozen dataclasses of the model: what `typed` reads, said to other programs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
_RANGES = {"tier": {"minimum": 1, "maximum": 4}, "confidence": {"minimum": 0, "maximum": 1}}


def schema_of(kind: Any, optional: Mapping[type, tuple[str, ...]] | None = None) -> Schema:
    """The schema of a type. A key of a dataclass is required unless `optional` names it; no other key is known."""
    origin = get_origin(kind)
    if origin is UnionType:
        return {"anyOf": [schema_of(member, optional) for member in get_args(kind)]}
    if origin is tuple:
        return array(schema_of(get_args(kind)[0], optional))
    if origin is Mapping:
        return {"type": "object", "additionalProperties": schema_of(get_args(kind)[1], optional)}
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind, optional or {})
    return _leaf(kind)


def record(properties: Mapping[str, Schema], optional: Collection[str] = (), about: str | None = None) -> Schema:
    """An object of these properties and no others; all but the optional ones are required."""
    said = {"description": about} if about else {}
    required = [name for name in properties if name not in optional]
    closed = {"required": required, "additionalProperties": False}
    return {**said, "type": "object", "properties": dict(properties), **closed}


def array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _dataclass(kind: type, optional: Mapping[type, tuple[str, ...]]) -> Schema:
    hints = get_type_hints(kind)
    named = {field.name: hints[field.name] for field in fields(kind)}
    properties = {name: schema_of(hint, optional) | _RANGES.get(name, {}) for name, hint in named.items()}
    return record(properties, optional.get(kind, ()), _about(kind))


def _about(kind: type) -> str:
    """The first sentence of its documentation."""
    return (kind.__doc__ or kind.__name__).partition("\n\n")[0].replace("\n", " ").strip()


def _leaf(kind: Any) -> Schema:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    if kind is date:
        return {"type": "string", "format": "date"}
    return {"type": _PLAIN[kind]} if kind in _PLAIN else {}
