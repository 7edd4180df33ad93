"""Where a table of a lake lies: a folder, or what stands for one in a store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from piiscan.sources.files import SourceFile, source_file


class Place(Protocol):
    """`uri` is what the libraries of lakes call it."""

    @property
    def uri(self) -> str: ...

    def file(self, within: str, source: str, key: str) -> SourceFile:
        """One of its files, by its path within. Raises SourceUnreadable."""
        ...

    def names(self) -> Iterator[str]:
        """The paths within of all its files. Raises OSError, SourceUnreadable."""
        ...


class LocalPlace:
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(os.path.abspath(folder))

    @property
    def uri(self) -> str:
        return str(self._folder)

    def file(self, within: str, source: str, key: str) -> SourceFile:
        return source_file(str(self._folder / within), source, key)

    def names(self) -> Iterator[str]:
        return (path.relative_to(self._folder).as_posix() for path in self._folder.rglob("*") if path.is_file())
