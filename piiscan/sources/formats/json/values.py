"""JSON values in memory, without the losses of the usual reading: a number keeps its text, no key is lost."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn, TypeAlias

Value: TypeAlias = "dict[str, Value] | list[Value] | str | bool | int | float | None"


class Number(str):
    """A number as it was written, however long or precise."""


class NotJson(Exception):
    """What was read is not JSON as RFC 8259 has it. The message holds nothing that was read."""


def decode(text: str, start: int = 0) -> tuple[Value, int]:
    """The value that begins at `start`, and where it ends. Raises NotJson."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except RecursionError:
        raise NotJson("nested too deep") from None
    except (ValueError, IndexError):
        raise NotJson("not valid JSON") from None
    if _SURROGATE.search(text, start, end):
        _require_unicode(value)
    return value, end


def leaf_text(leaf: object) -> str | None:
    """A leaf as a cell: strings as they are, numbers and booleans as JSON writes them."""
    if leaf is None or type(leaf) is str:
        return leaf
    if isinstance(leaf, bool):
        return "true" if leaf else "false"
    return str(leaf)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise NotJson("an object has the same key twice")
    return value


def _refuse(constant: str) -> NoReturn:
    raise NotJson("holds NaN or Infinity, which JSON does not have")


def _require_unicode(value: Value) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise NotJson("holds half of a surrogate pair, which is not text") from None


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=Number, parse_float=Number, parse_constant=_refuse)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
