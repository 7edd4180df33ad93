"""A regular file, opened for reading only, that must not change while it is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from io import BufferedIOBase
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple, Protocol, runtime_checkable

from polars.exceptions import PanicException, PolarsError

from piiscan.errors import SourceUnreadable
from piiscan.sources.allowance import Allowance
from piiscan.sources.spool import BLOCK, Spool

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
    """A file as the formats see it. `source` and `key` are what it is called, in messages and in plans.

    It lies at `place`, or is a private copy (`spool`) of what lies in `origin`, which is None for standard input.
    `layers` are the codings that were taken off it, the outermost first; `called` is its file name without what
    they added to it; `depth` is the number of archives around it. `doubt` says why what can be read of it may not
    be what was written.
    """

    place: str
    source: str
    key: str
    stamp: Stamp
    allowance: Allowance
    spool: Spool | None = None
    origin: SourceFile | None = None
    layers: tuple[Layer, ...] = ()
    doubt: str | None = None
    called: str = ""
    depth: int = 0

    @property
    def path(self) -> str:
        """Where it can be opened; for a private copy that holds inside `reading` only."""
        return self.place if self.spool is None else self.spool.path

    @property
    def name(self) -> str:
        return PurePath(self.called).stem

    @property
    def suffix(self) -> str:
        return PurePath(self.called).suffix.lower()

    @property
    def outermost(self) -> SourceFile:
        """The file that it lies in, on disk or from standard input."""
        return self if self.origin is None else self.origin.outermost

    def open(self) -> BinaryIO:
        with self._held():
            return _open_regular(self.path, self.source)

    def head(self) -> bytes:
        with self.open() as stream:
            return stream.read(HEAD)

    def require_unchanged(self) -> None:
        """Raise SourceUnreadable if the file is not the one that was looked at first."""
        if self.spool is not None:
            return None if self.origin is None else self.origin.require_unchanged()
        try:
            now = Stamp.of(os.stat(self.place))
        except OSError:
            now = None
        if now != self.stamp:
            raise SourceUnreadable(self.source, "changed while it was read")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Turn whatever reading raises into SourceUnreadable: the readers' own messages hold cell values."""
        self.require_unchanged()
        try:
            with self._held():
                yield
        except (PolarsError, PanicException, OSError, UnicodeError, RecursionError) as failure:
            self.require_unchanged()
            raise SourceUnreadable(self.source, _reason(failure)) from None
        self.require_unchanged()

    def _held(self) -> AbstractContextManager[None]:
        return nullcontext() if self.spool is None else self.spool.held()


@runtime_checkable
class FromFile(Protocol):
    """What was read from a file."""

    @property
    def file(self) -> SourceFile: ...


def source_file(path: str, source: str, key: str) -> SourceFile:
    """Look at a file. Raises SourceUnreadable for anything but a regular file that may be read."""
    with _open_regular(path, source) as stream:
        stamp = Stamp.of(os.fstat(stream.fileno()))
    return SourceFile(path, source, key, stamp, Allowance(stamp.size), called=PurePath(key).name)


def piped_file(stream: BufferedIOBase, source: str, key: str, called: str) -> SourceFile:
    """A private copy of a stream that can be read only once. Raises OSError."""
    # As much as there is at a time: a signal is heeded between two reads.
    spool = Spool(lambda: iter(lambda: stream.read1(BLOCK), b""), once=True)
    return SourceFile("", source, key, _stamp(spool), Allowance(spool.size), spool, called=called)


def remote_file(produce: Callable[[], Iterator[bytes]], source: str, key: str) -> SourceFile:
    """A private copy of what `produce` yields, the same every time. Raises SourceUnreadable, as `produce` may."""
    try:
        spool = Spool(produce)
    except OSError as failure:
        raise SourceUnreadable(source, f"its private copy: {_reason(failure)}") from None
    return SourceFile("", source, key, _stamp(spool), Allowance(spool.size), spool, called=PurePath(key).name)


def unpacked_file(origin: SourceFile, unpack: Callable[[], Iterator[bytes]], **changes: Any) -> SourceFile:
    """A private copy of what lies in another file, made whenever it is needed. Raises SourceUnreadable.

    `changes` are the fields in which it differs from that file.
    """
    inner = replace(origin, origin=origin, **changes)

    def produce() -> Iterator[bytes]:
        with origin.reading():
            yield from origin.allowance.charged(inner.source, len(inner.layers), unpack())

    try:
        spool = Spool(produce)
    except OSError as failure:
        raise SourceUnreadable(inner.source, f"its private copy: {_reason(failure)}") from None
    return replace(inner, spool=spool, stamp=_stamp(spool))


def member_file(
    container: SourceFile, unpack: Callable[[], Iterator[bytes]], *, source: str, key: str, called: str
) -> SourceFile:
    """A private copy of a file that lies in a container, one level deeper. Raises SourceUnreadable."""
    depth = container.depth + 1
    return unpacked_file(container, unpack, source=source, key=key, called=called, layers=(), depth=depth)


def _stamp(spool: Spool) -> Stamp:
    return Stamp(0, 0, spool.size, 0)


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
    if isinstance(failure, RecursionError):
        return "nested too deep"
    if isinstance(failure, UnicodeError) or "utf-8" in str(failure).lower():
        return NOT_UTF8
    return "damaged, or not what its first bytes say"
