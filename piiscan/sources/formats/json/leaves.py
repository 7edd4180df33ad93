"""Paths of leaves: taking the leaves out of a record, and laying masked ones back in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from piiscan.errors import OutputFailed
from piiscan.sources.formats.json.values import NotJson, Value, leaf_text

DEEPEST = 200
"""Levels of nesting that are followed."""

ROOT, ELEMENT = "$", "[*]"

Leaves = dict[str, list[str | None]]


class Removed(Enum):
    """What a dropped leaf becomes."""

    REMOVED = auto()


def leaves(value: Value) -> Leaves:
    """Path -> the leaves there, in their order. Raises NotJson for what is nested too deep."""
    found: Leaves = {}
    _gather(value, ROOT, found, 0)
    return found


def repeats(path: str) -> bool:
    """Whether a record can have many leaves at the path."""
    return ELEMENT in path


@lru_cache(maxsize=65536)
def child(path: str, key: str) -> str:
    """The path of a member: `$.a`, and `$["a b"]` for keys that are no plain words."""
    plain = key.replace("-", "_").isidentifier()
    return f"{path}.{key}" if plain else f"{path}[{json.dumps(key, ensure_ascii=False)}]"


@dataclass(slots=True)
class Laying:
    """Masked leaves on their way back into one record. `masked` has no entry for a path that was dropped.

    Raises OutputFailed where fewer leaves came back than the record has.
    """

    masked: Mapping[str, Iterator[Any]]
    changed: bool = False

    def lay(self, value: Value, path: str = ROOT) -> Value | Removed:
        match value:
            case dict():
                members = ((key, self.lay(member, child(path, key))) for key, member in value.items())
                return {key: member for key, member in members if not isinstance(member, Removed)}
            case list():
                elements = (self.lay(element, path + ELEMENT) for element in value)
                return [element for element in elements if not isinstance(element, Removed)]
        return self._leaf(value, path)

    def _leaf(self, before: Value, path: str) -> Value | Removed:
        if path not in self.masked:
            self.changed = True
            return Removed.REMOVED
        try:
            after: Value = next(self.masked[path])
        except StopIteration:
            raise OutputFailed("a list came back shorter than it was") from None
        if leaf_text(after) == leaf_text(before):
            return before
        self.changed = True
        return after


def _gather(value: Value, path: str, found: Leaves, depth: int) -> None:
    if depth > DEEPEST:
        raise NotJson(f"nested deeper than {DEEPEST} levels")
    match value:
        case dict():
            for key, member in value.items():
                _gather(member, child(path, key), found, depth + 1)
        case list():
            for element in value:
                _gather(element, path + ELEMENT, found, depth + 1)
        case _:
            found.setdefault(path, []).append(leaf_text(value))
