"""Targets become Tables and Documents; what cannot be read becomes Incomplete, and the rest goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Item
from piiscan.sources.files import SourceFile, piped_file, source_file
from piiscan.sources.formats import recognise
from piiscan.sources.options import ReadOptions
from piiscan.sources.targets import Found, expand, shown

STDIN = "-"


def open_targets(targets: Sequence[str], options: ReadOptions) -> Iterator[Item]:
    """Open files, folders (recursively; neither hidden files nor links), globs and `-` for standard input.

    Raises UsageError, before anything is read, for a target that does not exist.
    """
    found = [entry for target in targets for entry in _expand(target, options)]
    options.naming.learn(os.fspath(entry.path) for entry in found if isinstance(entry, Found))
    return (_gap(entry, options) if isinstance(entry, Incomplete) else _open(entry, options) for entry in found)


def _expand(target: str, options: ReadOptions) -> Iterator[Found | Incomplete | None]:
    return iter([None]) if target == STDIN else expand(target, options)


def _open(found: Found | None, options: ReadOptions) -> Item:
    try:
        return recognise(_stdin() if found is None else _file(found, options), options)
    except SourceUnreadable as failure:
        return Incomplete(failure.source, failure.reason)


def _gap(gap: Incomplete, options: ReadOptions) -> Incomplete:
    return Incomplete(options.naming.name(gap.source), gap.reason)


def _file(found: Found, options: ReadOptions) -> SourceFile:
    """The key is the end of the path, and so is what it is called."""
    named = options.naming.name(os.fspath(found.path))
    source, key = shown(named), "/".join(named.split("/")[-found.key.count("/") - 1 :])
    if not _is_text(found.key):
        raise SourceUnreadable(source, "its name is not valid UTF-8")
    return source_file(os.path.abspath(found.path), source, key)


def _stdin() -> SourceFile:
    try:
        return piped_file(sys.stdin.buffer, STDIN, STDIN, "stdin")
    except OSError as failure:
        raise SourceUnreadable(STDIN, (failure.strerror or "cannot be read").lower()) from None


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
