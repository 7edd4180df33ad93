"""A regular file, opened for reading only, that must not change while it is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, NamedTuple, Protocol

from polars.exceptions import PanicException, PolarsError

from piiscan.errors import SourceUnreadable
from piiscan.sources.spool import Spool

HEAD = 256 * 1024
"""Bytes that a format is told by."""

NOT_UTF8 = "not valid UTF-8: another text encoding (name it with --encoding) or an unknown binary format"


class Stamp(NamedTuple):
    """What changes when a file is replaced or written to."""

    device: int
    inode: int
    size: int
    modified: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


class Layer(Protocol):
    """A coding between the bytes on disk and those that a format reads, in blocks, both ways."""

    def decode(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """Raises UnicodeError, OSError or SourceUnreadable for bytes that it did not make."""
        ...

    def encode(self, blocks: Iterator[bytes]) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class SourceFile:
    """`path` is what is opened; `source` and `key` are what it is called, in messages and in plans.

    `layers` are the codings that were taken off it, the outermost first. `doubt` says why what can be read of it
    may not be what was written.
    """

    path: str
    source: str
    key: str
    stamp: Stamp
    spool: Spool | None = None
    layers: tuple[Layer, ...] = ()
    doubt: str | None = None

    @property
    def name(self) -> str:
        return "stdin" if self.key == "-" else PurePath(self.key).stem

    @property
    def suffix(self) -> str:
        return PurePath(self.key).suffix.lower()

    def open(self) -> BinaryIO:
        return _open_regular(self.path, self.source)

    def head(self) -> bytes:
        with self.open() as stream:
            return stream.read(HEAD)

    def require_unchanged(self) -> None:
        """Raise SourceUnreadable if the file is not the one that was looked at first."""
        try:
            now = Stamp.of(os.stat(self.path))
        except OSError:
            now = None
        if now != self.stamp:
            raise SourceUnreadable(self.source, "changed while it was read")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Turn whatever reading raises into SourceUnreadable: the readers' own messages hold cell values."""
        self.require_unchanged()
        try:
            yield
        except (PolarsError, PanicException, OSError, UnicodeError) as failure:
            self.require_unchanged()
            raise SourceUnreadable(self.source, _reason(failure)) from None
        self.require_unchanged()


def source_file(path: str, source: str, key: str) -> SourceFile:
    """Look at a file. Raises SourceUnreadable for anything but a regular file that may be read."""
    with _open_regular(path, source) as stream:
        return SourceFile(path, source, key, Stamp.of(os.fstat(stream.fileno())))


def spooled_file(spool: Spool, source: str, key: str) -> SourceFile:
    """A private temporary copy, under the name of what it was copied from."""
    return SourceFile(spool.path, source, key, Stamp.of(os.stat(spool.path)), spool)


def _open_regular(path: str, source: str) -> BinaryIO:
    try:
        # Without O_NONBLOCK the opening of a FIFO waits for a writer that may never come.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as failure:
        raise SourceUnreadable(source, _reason(failure)) from None
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise SourceUnreadable(source, "not a regular file")


def _reason(failure: BaseException) -> str:
    if isinstance(failure, OSError) and failure.strerror:
        return failure.strerror.lower()
    if isinstance(failure, UnicodeError) or "utf-8" in str(failure).lower():
        return NOT_UTF8
    return "damaged, or not what its first bytes say"
