"""A string that holds JSON: its leaves, and masked ones in their places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from piiscan.sources.formats.json.leaves import Laying, Removed, leaves
from piiscan.sources.formats.json.style import style_of
from piiscan.sources.formats.json.values import NotJson, Value, decode


def leaves_in(text: str) -> dict[str, Any] | None:
    """None for what is no JSON object or array, or has no leaves: it stays as it is."""
    value = _value(text)
    try:
        return (leaves(value) or None) if isinstance(value, dict | list) else None
    except NotJson:
        return None


def _value(text: str) -> Value:
    start = len(text) - len(text.lstrip())
    if text[start : start + 1] not in ("{", "["):
        return None
    try:
        value, end = decode(text, start)
    except NotJson:
        return None
    return None if text[end:].strip() else value


def laid(before: str | None, row: Mapping[str, Any], rest: str | None) -> str | None:
    """The string with masked leaves in it; unchanged where none of them changed."""
    if before is None or leaves_in(before) is None:
        return rest
    value = _value(before)
    present = leaves(value)
    laying = Laying({path: cell for path, cell in row.items() if path in present})
    after = laying.lay(value)
    laying.require_all_laid()
    if not laying.changed:
        return before
    return None if isinstance(after, Removed) else style_of(before).write(after, 0)
