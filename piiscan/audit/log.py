"""The log in its file: read under a shared lock, written under one of its own, and never but at its end."""

from __future__ import annotations

import fcntl
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from piiscan.audit.chain import LONGEST, Link, Torn, links
from piiscan.audit.entry import BEGIN, MEND, Entry, acting, encoded, now
from piiscan.audit.mark import Mark, leave, standing
from piiscan.audit.memory import Memory
from piiscan.audit.merkle import Tree
from piiscan.durable import sync_folder
from piiscan.errors import AuditRefused, OutputFailed
from piiscan.workspace import home, opened_home

__all__ = ["Log", "Position"]

NAME = "audit.jsonl"
_MARK = "audit.mark"
_PATIENCE = 60.0
"""Seconds that another process may hold the log."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where an event stands: the lines up to it, and their Merkle tree hash in hex."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Log:
    """The audit log of a workspace. `person` is whom the caller says to be."""

    home: Path
    person: str | None = None
    _memory: Memory = field(default_factory=Memory, compare=False, repr=False)

    @classmethod
    def here(cls) -> Log:
        """The log of the workspace of this folder, see `workspace.home`."""
        return cls(home(), os.environ.get("PIISCAN_ACTOR"))

    @property
    def path(self) -> Path:
        return self.home / NAME

    def ready(self) -> None:
        """Raise AuditRefused where no event could be written now."""
        with _locked(self._opened(), fcntl.LOCK_EX) as descriptor:
            self._state(descriptor)

    def append(self, event: str, facts: Mapping[str, object]) -> Position:
        """Write one event and have it on the disk.

        All lines are checked before, those up to the mark by their digest; no line is where nothing but this log has
        written to the file since the last event. A last line that was torn is written over by
        an event that says so. Raises AuditRefused for a log that does not hold, OutputFailed where there is no room:
        then nothing was written.
        """
        with _locked(self._opened(), fcntl.LOCK_EX) as descriptor:
            state = self._state(descriptor)
            tree, lines = state.tree, b""
            begin = [] if tree.size else [(BEGIN, {"origin": token_hex(16)})]
            for name, content in (*begin, *state.mending, (event, facts)):
                line = _line(Entry(tree.size, tree.root.hex(), now(), acting(self.person), name, content))
                tree, lines = tree.with_leaf(line), lines + line + b"\n"
            self._write(descriptor, state.missing + lines, state.end)
            with open(os.dup(descriptor), "rb") as stream:
                end = state.end + len(state.missing + lines)
                mark = state.mark.extended(stream, tree, end)
            leave(self.home / _MARK, mark)
            self._memory.keep(mark, descriptor)
            return Position(tree.size, tree.root.hex())

    def entries(self) -> list[Entry]:
        """Every event; none where there is no log. Raises Flaw; the start of a torn last line is none."""
        found: list[Entry] = []
        try:
            found.extend(link.entry for link in self.links())
        except Torn as torn:
            found += [torn.link.entry] if torn.link else []
        return found

    def links(self) -> Iterator[Link]:
        """Every line that holds. Raises Flaw, Torn, AuditRefused; nothing where there is no log."""
        if not self.path.exists():
            return
        with (
            _locked(self._descriptor(os.O_RDONLY), fcntl.LOCK_SH) as descriptor,
            open(os.dup(descriptor), "rb") as stream,
        ):
            yield from links(stream)

    def _state(self, descriptor: int) -> _State:
        with open(os.dup(descriptor), "rb") as stream:
            mark = self._memory.recall(descriptor) or standing(self.home / _MARK, stream)
            tree, end = mark.tree, mark.end
            try:
                for link in links(stream, tree, end):
                    tree, end = link.tree, link.end
            except Torn as torn:
                return _mended(torn, _State(mark, tree, end))
        return _State(mark, tree, end)

    def _opened(self) -> int:
        opened_home(self.home)
        return self._descriptor(os.O_RDWR | os.O_CREAT)

    def _descriptor(self, flags: int) -> int:
        try:
            descriptor = os.open(self.path, flags | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
        except OSError as failed:
            raise AuditRefused(f"{self.path}: {_reason(failed)}: without an audit log nothing is done") from None
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode) or state.st_mode & 0o077 or state.st_uid != os.geteuid():
            os.close(descriptor)
            raise AuditRefused(f"{self.path} is no file of yours alone: `chmod 600` it, or name another --home")
        return descriptor

    def _write(self, descriptor: int, content: bytes, offset: int) -> None:
        """What did not go in whole is taken back."""
        before, rest = os.fstat(descriptor).st_size, memoryview(content)
        try:
            while rest:
                rest = rest[os.pwrite(descriptor, rest, offset + len(content) - len(rest)) :]
            os.ftruncate(descriptor, offset + len(content))
            os.fsync(descriptor)
            sync_folder(self.home)
        except OSError as failed:
            os.ftruncate(descriptor, before)
            raise OutputFailed(f"{self.path}: {_reason(failed)}: nothing was done") from None


def _line(entry: Entry) -> bytes:
    try:
        line = encoded(entry)
    except TypeError as unfit:
        raise AuditRefused(f"the event {entry.event} cannot be written, it holds {unfit}: nothing was done") from None
    if len(line) >= LONGEST:
        raise AuditRefused(f"the event {entry.event} is too long for the audit log: nothing was done")
    return line


@dataclass(frozen=True, slots=True)
class _State:
    """The mark that was found, the tree of the lines that hold, the offset to write at, what is `missing` there, and
    what a torn line calls for.

    A line that lacks nothing but its end gets that; the start of one is written over by the event that says so, and
    stands there as the start of a line until that is whole: nothing goes unsaid.
    """

    mark: Mark
    tree: Tree
    end: int
    missing: bytes = b""
    mending: tuple[tuple[str, Mapping[str, object]], ...] = ()


def _mended(torn: Torn, whole: _State) -> _State:
    digest = f"sha256:{sha256(torn.tail).hexdigest()}"
    event = (MEND, {"digest": digest, "kept": torn.link is not None, "octets": len(torn.tail)})
    if torn.link is not None:
        return _State(whole.mark, torn.link.tree, torn.link.end - 1, b"\n", (event,))
    return replace(whole, mending=(event,))


@contextmanager
def _locked(descriptor: int, kind: int) -> Iterator[int]:
    try:
        _lock(descriptor, kind)
        yield descriptor
    finally:
        os.close(descriptor)  # and with it the lock


def _lock(descriptor: int, kind: int) -> None:
    patient_until = time.monotonic() + _PATIENCE
    while True:
        try:
            return fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > patient_until:
                raise AuditRefused("the audit log is held by another process: try again") from None
            time.sleep(0.01)


def _reason(failed: OSError) -> str:
    return (failed.strerror or "unknown reason").lower()
