"""The canonical form of a line: one spelling for one event, so that a digest of it means something.

The JSON Canonicalization Scheme (RFC 8785), on a part of JSON: objects whose names are ASCII, arrays, strings of
valid Unicode, whole numbers up to 2^53 - 1, true, false and null. So names are in the order of their bytes, there is no
blank, strings escape only `"`, `\\` and control characters (\\b \\t \\n \\f \\r, else \\u00xx), numbers are in decimal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NoReturn

__all__ = ["canonical", "parsed", "written"]

_LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON reads exactly (RFC 8785, appendix D; RFC 7493, 2.2)."""


def canonical(value: Mapping[str, object]) -> bytes:
    """The object in UTF-8, without a line end. Raises TypeError for what the form does not have."""
    _refuse_other(value)
    return written(value)


def parsed(line: bytes) -> dict[str, object]:
    """The object that a line is the canonical form of. Raises ValueError for every other line."""
    try:
        value = json.loads(line, parse_float=_refuse, parse_constant=_refuse, parse_int=_whole)
        if isinstance(value, dict) and written(value) == line:
            return value
    except (ValueError, TypeError, RecursionError):
        pass
    raise ValueError("it is not in canonical form")


def written(value: Mapping[str, object]) -> bytes:
    """The form of an object that is known to have one."""
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        raise TypeError("text that is no valid Unicode") from None


def _refuse(text: str) -> NoReturn:
    raise ValueError


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) > _LARGEST:
        raise ValueError
    return number


def _refuse_other(value: object) -> None:
    match value:
        case None | bool() | str():
            return
        case int() if abs(value) <= _LARGEST:
            return
        case list() | tuple():
            for element in value:
                _refuse_other(element)
            return
        case Mapping() if all(isinstance(name, str) and name.isascii() for name in value):
            for element in value.values():
                _refuse_other(element)
            return
    raise TypeError(type(value).__name__)
