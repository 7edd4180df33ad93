"""Targets become Tables and Documents; what cannot be read becomes Incomplete, and the rest goes on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BufferedIOBase
from itertools import chain
from pathlib import Path, PurePath

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Item, Table
from piiscan.sources.databases.opening import open_database
from piiscan.sources.databases.urls import is_url, without_scheme
from piiscan.sources.files import FromFile, SourceFile, piped_file, source_file
from piiscan.sources.formats import recognise
from piiscan.sources.found import Found
from piiscan.sources.lakes.kinds import Kind
from piiscan.sources.lakes.names import CatalogueTable
from piiscan.sources.lakes.opening import open_lake, open_named
from piiscan.sources.lakes.place import LocalPlace
from piiscan.sources.options import ReadOptions
from piiscan.sources.partitions import Part, Place, partitioned, place_of
from piiscan.sources.stores.place import StorePlace, stored_file
from piiscan.sources.stores.store import Stored
from piiscan.sources.stores.urls import StoreUrl
from piiscan.sources.targets import expand, shown
from piiscan.sources.units import Unit

STDIN = "-"


def open_targets(targets: Sequence[str], options: ReadOptions) -> Iterator[Item]:
    """Open files, folders (recursively; neither hidden files nor links), globs, `-` for standard input, and URLs.

    Raises UsageError, before anything is read, for a target that does not exist, and for a URL with a password.
    """
    return (item for unit in units(targets, options) for item in unit.open())


def units(targets: Sequence[str], options: ReadOptions) -> Iterator[Unit]:
    """The same, before they are opened. Raises UsageError as `open_targets` does."""
    servers = [open_database(target, options) for target in targets if is_url(target)]
    found = [entry for target in targets if not is_url(target) for entry in _expand(without_scheme(target), options)]
    options.naming.learn(os.fspath(entry.path) for entry in found if isinstance(entry, Found))
    return chain(_units(found, options), map(unlooked, servers))


def unlooked(item: Item) -> Unit:
    """A unit of one item, of which nothing can be told beforehand."""
    return Unit(item.source, (), lambda: [item])


def alone(found: Found, options: ReadOptions) -> Unit:
    """The unit of a file that is no part of a table."""
    unit = _unit([found], os.fspath(found.path), partial(_alone, found, options), options)
    if not isinstance(found.path, Path) or found.lake is not None:
        return unit
    return replace(unit, alone=(found, options.naming.name(os.fspath(found.path))))


def _expand(target: str, options: ReadOptions) -> Iterator[Found | Incomplete | None]:
    return iter([None]) if target == STDIN else expand(target, options)


def _open(found: Found | None, options: ReadOptions) -> Item:
    try:
        if found is not None and found.lake is not None:
            return _lake(found, found.lake, options)
        return recognise(_stdin() if found is None else _file(found, options), options)
    except SourceUnreadable as failure:
        return Incomplete(failure.source, failure.reason)


def _alone(found: Found, options: ReadOptions) -> list[Item]:
    return [_open(found, options)]


def _units(found: Sequence[Found | Incomplete | None], options: ReadOptions) -> Iterator[Unit]:
    """Every file on its own, but for those of a partitioned table: they come where the first of them stands."""
    folders = [place_of(entry.key) if isinstance(entry, Found) and _is_text(entry.key) else None for entry in found]
    groups: dict[str, list[tuple[Found, Place]]] = {}
    for entry, place in zip(found, folders, strict=True):
        if isinstance(entry, Found) and place is not None:
            groups.setdefault(_root(entry, place), []).append((entry, place))
    for entry, place in zip(found, folders, strict=True):
        if isinstance(entry, Incomplete):
            yield unlooked(_gap(entry, options))
        elif entry is None:
            yield unlooked(_open(entry, options))
        elif place is None:
            yield alone(entry, options)
        elif group := groups.pop(_root(entry, place), None):
            yield _unit([found for found, _ in group], _root(*group[0]), partial(_one_table, group, options), options)


def _unit(entries: Sequence[Found], path: str, opened: Callable[[], list[Item]], options: ReadOptions) -> Unit:
    keys = [_ending(options.naming.name(os.fspath(entry.path)), entry.key) for entry in entries]
    return Unit(shown(options.naming.name(path)), tuple(zip(entries, keys, strict=True)), opened)


def _root(found: Found, place: Place) -> str:
    levels = len(place.values)
    if isinstance(found.path, Path):
        return os.fspath(found.path.parents[levels])
    return os.fspath(found.path).rsplit("/", levels + 1)[0]


def _one_table(group: Sequence[tuple[Found, Place]], options: ReadOptions) -> list[Item]:
    """The partitioned table that the files are, and those of them that cannot be read; or the files as they are."""
    opened = [(place, _open(entry, options)) for entry, place in group]
    parts = [Part(place, item) for place, item in opened if isinstance(item, Table) and isinstance(item, FromFile)]
    gaps = [item for _, item in opened if isinstance(item, Incomplete)]
    entry, place = group[0]
    table = None
    if parts and len(parts) + len(gaps) == len(opened):
        named = options.naming.name(_root(entry, place))
        table = partitioned(
            parts, shown(named), _ending(named, place.root) if place.root else ".", PurePath(named).name
        )
    return [item for _, item in opened] if table is None else [table, *gaps]


def _ending(path: str, key: str) -> str:
    """As many parts of the end of a path as the key has."""
    return "/".join(path.split("/")[-key.count("/") - 1 :])


def _gap(gap: Incomplete, options: ReadOptions) -> Incomplete:
    return Incomplete(options.naming.name(gap.source), gap.reason)


def _file(found: Found, options: ReadOptions) -> SourceFile:
    """The key is the end of the path, and so is what it is called."""
    named = options.naming.name(os.fspath(found.path))
    source, key = shown(named), _ending(named, found.key)
    if not _is_text(found.key):
        raise SourceUnreadable(source, "its name is not valid UTF-8")
    if isinstance(found.path, Stored):
        return stored_file(found.path, source, key)
    return source_file(os.path.abspath(found.path), source, key)


def _lake(found: Found, kind: Kind, options: ReadOptions) -> Item:
    """A target that is a table itself has the key of a folder of partitions that is one."""
    named = options.naming.name(os.fspath(found.path))
    key = "." if found.key == "." else _ending(named, found.key)
    if isinstance(found.path, CatalogueTable):
        return open_named(found.path, shown(named), key, options)
    place = StorePlace(found.path) if isinstance(found.path, StoreUrl) else LocalPlace(Path(found.path))
    return open_lake(kind, place, shown(named), key, PurePath(named).name, options)


def _stdin() -> SourceFile:
    signal.siginterrupt(signal.SIGINT, True)  # Polars lets a read that waits begin anew after Ctrl-C
    stream = sys.stdin.buffer
    assert isinstance(stream, BufferedIOBase)
    try:
        return piped_file(stream, STDIN, STDIN, "stdin")
    except OSError as failure:
        raise SourceUnreadable(STDIN, (failure.strerror or "cannot be read").lower()) from None


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
