"""What files look like from outside: whether they are what they were can be told without reading them."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import Stamp
from piiscan.sources.found import Found
from piiscan.sources.stores.store import Missing, Stored, listed
from piiscan.sources.stores.urls import StoreUrl

__all__ = ["State", "digest", "states"]


class State(NamedTuple):
    """A file or an object: its key (and path within a table), its absolute path or URL, and what changes with it.

    `stamp` is device, inode, size, mtime and ctime of a file, which nobody can set back, in nanoseconds; it is size and
    entity tag of an object.
    """

    key: str
    place: str
    stamp: tuple[int | str, ...]

    def again(self) -> State:
        """As it is now. Raises OSError."""
        return self if isinstance(self.stamp[-1], str) else _file(self.key, self.place)

    @property
    def changed(self) -> int:
        """When a file was last written to or replaced (ns); 0 for an object, whose tag tells its content."""
        return 0 if isinstance(self.stamp[-1], str) else max(map(int, self.stamp[-2:]))


def states(entries: Sequence[Found]) -> list[State] | None:
    """All files behind the entries. None where they cannot be told, or where there may be others, elsewhere."""
    found: list[State] = []
    try:
        for entry in entries:
            found += _behind(entry)
    except (OSError, Missing, SourceUnreadable):
        return None
    return found or None


def digest(state: State) -> str:
    """SHA-256 of what is in a file; the tag of an object stands for it, as reading it is what costs. Raises OSError."""
    if isinstance(state.stamp[-1], str):
        return repr(state.stamp)
    with open(state.place, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class _Untold(OSError):
    pass


def _behind(entry: Found) -> Iterator[State]:
    path = entry.path
    if isinstance(path, Stored):
        yield _object(entry.key, path)
    elif isinstance(path, StoreUrl) and entry.lake == "delta":
        yield from (_object(f"{entry.key}/{stored.url.path}", stored) for stored in listed(path))
    elif isinstance(path, Path) and entry.lake is None:
        yield _file(entry.key, os.path.abspath(path))
    elif isinstance(path, Path) and entry.lake == "delta":
        yield from _folder(entry.key, os.path.abspath(path))
    else:
        raise _Untold  # metadata of Iceberg names files anywhere


def _object(key: str, stored: Stored) -> State:
    return State(key, str(stored.url), (stored.size, stored.tag))


def _file(key: str, path: str) -> State:
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise _Untold
    return State(key, path, (*Stamp.of(status), status.st_ctime_ns))


def _folder(key: str, path: str) -> Iterator[State]:
    """All files of a table, those of its log too."""
    for folder, below, names in os.walk(path):
        below.sort()
        if any(os.path.islink(os.path.join(folder, name)) for name in below):
            raise _Untold
        for name in sorted(names):
            full = os.path.join(folder, name)
            yield _file(f"{key}/{os.path.relpath(full, path)}", full)
