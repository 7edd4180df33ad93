"""Files within a document: they are read as any file is, and its copy does not have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from piiscan.model.finding import Incomplete
from piiscan.model.table import Item


@dataclass(frozen=True, slots=True)
class Uncopied:
    """A container of what was opened, under its own key."""

    source: str
    key: str
    opened: Item
    format: str = "embedded"

    def members(self) -> Iterator[Item]:
        yield self.opened

    @classmethod
    def around(cls, opened: Item) -> Item:
        return opened if isinstance(opened, Incomplete) else cls(opened.source, opened.key, opened)
