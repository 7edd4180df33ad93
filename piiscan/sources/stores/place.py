"""A prefix that is a table of a lake."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile, remote_file
from piiscan.sources.stores.store import MISSING, Missing, Stored, content, listed, looked_up
from piiscan.sources.stores.urls import StoreUrl


class StorePlace:
    """Where the table lies (lakes.place.Place)."""

    def __init__(self, url: StoreUrl) -> None:
        self._url = url

    @property
    def uri(self) -> str:
        return str(self._url)

    def file(self, within: str, source: str, key: str) -> SourceFile:
        found = looked_up(self._url.within(within))
        if found is None:
            raise SourceUnreadable(source, "a file of it is missing")
        return stored_file(found, source, key)

    def names(self) -> Iterator[str]:
        try:
            yield from (stored.url.path.removeprefix(self._url.path).lstrip("/") for stored in listed(self._url))
        except Missing:
            raise SourceUnreadable(str(self._url), MISSING) from None


def stored_file(stored: Stored, source: str, key: str) -> SourceFile:
    """A private copy of an object, made whenever it is needed, and always of one state. Raises SourceUnreadable."""
    return remote_file(partial(content, stored, source), source, key)
