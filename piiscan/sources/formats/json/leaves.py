"""Paths of leaves: taking the leaves out of a record, and laying masked ones back in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import repeat
from typing import Any, cast

from piiscan.errors import OutputFailed
from piiscan.sources.formats.json.values import NotJson, Value, leaf_text
from piiscan.sources.paths import DEEPEST, ELEMENT, ROOT, child, repeats

_NONE_LEFT = object()

Cell = str | None | list[str | None]


class Removed(Enum):
    """What a dropped leaf becomes."""

    REMOVED = auto()


def leaves(value: Value) -> dict[str, Cell]:
    """Path -> the leaf there, or all of them in their order. Raises NotJson for what is nested too deep."""
    found: dict[str, Any] = {}
    _gather(value, ROOT, found, 0)
    return found


@dataclass(slots=True)
class Laying:
    """A masked row on its way back into its record. What the row has no cell for was dropped.

    A null in place of a list stands for nulls in all places.
    """

    row: Mapping[str, Any]
    changed: bool = False
    lists: dict[str, Iterator[Any]] = field(default_factory=dict)

    def lay(self, value: Value, path: str = ROOT) -> Value | Removed:
        """The value with masked leaves. Raises OutputFailed where it has more leaves than came back."""
        if isinstance(value, dict):
            members = ((key, self.lay(member, child(path, key))) for key, member in value.items())
            return {
                key: member
                for key, member in members
                if not (isinstance(member, Removed) or _emptied(member, value[key]))
            }
        if isinstance(value, list):
            elements = (self.lay(element, path + ELEMENT) for element in value)
            return [element for element in elements if not isinstance(element, Removed)]
        return self._leaf(value, path)

    def require_all_laid(self) -> None:
        """Raise OutputFailed if more leaves came back than the record has."""
        for path, cell in self.row.items():
            if type(cell) is list and next(self._elements(path), _NONE_LEFT) is not _NONE_LEFT:
                raise OutputFailed("a list came back longer than it was")

    def _leaf(self, before: Value, path: str) -> Value | Removed:
        if path not in self.row:
            self.changed = True
            return Removed.REMOVED
        after: Any = next(self._elements(path), _NONE_LEFT) if repeats(path) else self.row[path]
        if after is _NONE_LEFT:
            raise OutputFailed("a list came back shorter than it was")
        if leaf_text(after) == leaf_text(before):
            return before
        self.changed = True
        return cast(Value, after)

    def _elements(self, path: str) -> Iterator[Any]:
        if path not in self.lists:
            cell = self.row[path]
            self.lists[path] = repeat(None) if cell is None else iter(cell)
        return self.lists[path]


def _emptied(after: Value, before: Value) -> bool:
    """Nothing is left of an object: its name goes, too, for it may be the very thing that was dropped."""
    return after == {} and before != {}


def _gather(value: Value, path: str, found: dict[str, Any], depth: int) -> None:
    """Most leaves are texts right inside an object: they are taken without another call."""
    if depth > DEEPEST:
        raise NotJson(f"nested deeper than {DEEPEST} levels")
    if isinstance(value, dict):
        once = not repeats(path)
        for key, member in value.items():
            if once and type(member) is str:
                found[child(path, key)] = member
            else:
                _gather(member, child(path, key), found, depth + 1)
    elif isinstance(value, list):
        for element in value:
            _gather(element, path + ELEMENT, found, depth + 1)
    elif repeats(path):
        found.setdefault(path, []).append(leaf_text(value))
    else:
        found[path] = leaf_text(value)
