"""Plugs under one roof: what piiscan brings and what other packages declare as entry points.

Both are entry points to us: a name and `module:attribute`, imported on first use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from piiscan.errors import UsageError, did_you_mean

__all__ = ["Registry"]


@dataclass(frozen=True)
class Registry:
    """The plugs of one kind, such as `operator`; `group` is their entry point group."""

    kind: str
    group: str
    builtin: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, sorted. Raises UsageError when two packages declare the same one."""
        return tuple(sorted(self._entries))

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def load(self, name: str) -> Any:
        """The attribute behind a name. Raises UsageError for an unknown name or a broken plug."""
        if name not in self._entries:
            raise UsageError(f"no {self.kind} {name}: there is {', '.join(self.names)}{did_you_mean(name, self.names)}")
        try:
            return self._entries[name].load()
        except Exception as broken:
            raise UsageError(f"{self.kind} {name} cannot be imported: {type(broken).__name__}") from None

    @cached_property
    def _entries(self) -> dict[str, EntryPoint]:
        found: dict[str, EntryPoint] = {}
        ours = (EntryPoint(name, value, self.group) for name, value in self.builtin.items())
        for entry in (*ours, *entry_points(group=self.group)):
            if entry.name in found:
                both = f"{found[entry.name].value} and {entry.value}"
                raise UsageError(f"{self.kind} {entry.name} is declared twice, by {both}")
            found[entry.name] = entry
        return found
