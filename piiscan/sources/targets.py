"""From what the user names (files, folders, globs) to the files behind it, sorted, each with its key."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from piiscan.errors import UsageError
from piiscan.model.finding import Incomplete
from piiscan.sources.found import Found
from piiscan.sources.lakes.kinds import kind_of
from piiscan.sources.lakes.names import is_named, named
from piiscan.sources.options import ReadOptions
from piiscan.sources.stores.members import members
from piiscan.sources.stores.urls import is_store, store_url


def expand(target: str, options: ReadOptions) -> Iterator[Found | Incomplete]:
    """The files of one target, in the order of their paths. Raises UsageError if it does not exist."""
    for found in members(store_url(target), options) if is_store(target) else _behind(target):
        if isinstance(found, Incomplete) or _wanted(found.key, options):
            yield found


def shown(path: str | os.PathLike[str]) -> str:
    """A path fit for terminals and reports: what does not print is escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in os.fspath(path))


def _behind(target: str) -> Iterator[Found | Incomplete]:
    if is_named(target):
        return iter([Found(named(target), ".", "iceberg")])
    path = Path(target)
    if not target:
        raise UsageError("a target is empty: name a file or a folder")
    try:
        if path.is_dir():
            kind = kind_of(path)
            return _walked(_children(path), path) if kind is None else iter([Found(path, ".", kind)])
    except OSError as failure:
        return iter([_unlisted(path, failure)])
    if os.path.lexists(path):
        return iter([Found(path, path.name)])
    return _matches(target)


def _matches(pattern: str) -> Iterator[Found | Incomplete]:
    matches = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else []
    if not matches:
        raise UsageError(f"{shown(pattern)}: no such file or folder")
    root = _fixed_part(pattern)
    for match in map(Path, matches):
        if "**" not in pattern or not match.is_dir():
            yield from _walked([match], root)


def _fixed_part(pattern: str) -> Path:
    """The folders of a glob before its first wildcard."""
    parts = PurePath(pattern).parts
    return Path(*parts[: next(i for i, part in enumerate(parts) if glob.has_magic(part))])


def _walked(waiting: list[Path], root: Path) -> Iterator[Found | Incomplete]:
    """All that lies there, the last one first; folders may lie in one another deeper than calls may."""
    while waiting:
        path = waiting.pop()
        try:
            if path.is_symlink():
                yield Incomplete(shown(path), "a symbolic link, which is not followed: name what it points to")
                continue
            folder = path.is_dir()
            kind = kind_of(path) if folder else None
            if folder and kind is None:
                waiting += _children(path)
            else:
                yield Found(path, path.relative_to(root).as_posix(), kind)
        except OSError as failure:
            yield _unlisted(path, failure)


def _children(folder: Path) -> list[Path]:
    """What is not hidden, from the last to the first. Raises OSError."""
    paths = (folder / name for name in sorted(os.listdir(folder), reverse=True) if not name.startswith("."))
    return [path for path in paths if not _is_marker(path)]


def _unlisted(path: Path, failure: OSError) -> Incomplete:
    return Incomplete(shown(path), (failure.strerror or "cannot be listed").lower())


def _is_marker(path: Path) -> bool:
    """What Spark leaves in a folder that it has written to its end."""
    return path.name == "_SUCCESS" and path.is_file() and not path.stat().st_size


def wanted_member(key: str, options: ReadOptions) -> bool:
    """Whether to read a member of an archive that is itself read: all are, that no option leaves out.

    A glob with `!` chooses members (`*.zip!*.csv`), one without chooses files with all that lies in them.
    """
    parts = key.split("!")
    around = ["!".join(parts[:i]) for i in range(1, len(parts) + 1)]
    included = not options.include or any(_any(options.include, outer) for outer in around)
    return included and not _any(options.exclude, key) and not _any(options.exclude, parts[-1])


def _wanted(key: str, options: ReadOptions) -> bool:
    archives = tuple(pattern.partition("!")[0] for pattern in options.include)
    return not _any(options.exclude, key) and (not options.include or _any(options.include + archives, key))


def _any(patterns: tuple[str, ...], key: str) -> bool:
    name = PurePath(key).name
    return any(fnmatchcase(key, pattern) or fnmatchcase(name, pattern) for pattern in patterns)
