"""What zip and tar have in common: members that are opened one by one, and packed again masked."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple, Protocol, TypeGuard

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import COMMENT, Container, Document, Item, Table
from piiscan.sources.allowance import DEEPEST, MEMBERS, TOO_DEEP
from piiscan.sources.copies import named_copies
from piiscan.sources.files import SourceFile, member_file
from piiscan.sources.formats.archives.names import misleading, tidy
from piiscan.sources.layers import Undecodable
from piiscan.sources.lines import in_parts
from piiscan.sources.options import ReadOptions
from piiscan.sources.targets import shown, wanted_member
from piiscan.sources.writing import Masked, refusal, write_into

COMMENTS = "(comments)"
"""The member that the comments of an archive are read as; copies have none."""


class Entry(NamedTuple):
    """A member as the archive lists it: how to unpack it, or why that cannot be done."""

    name: str
    unpack: Callable[[], Iterator[bytes]]
    problem: str | None = None


class Gap(NamedTuple):
    """Something of the archive, and not of one member, that is not read."""

    reason: str


Add = Callable[[str, BinaryIO], None]


class Kind(Protocol):
    """One format of archives."""

    @property
    def format(self) -> str: ...

    def entries(self, file: SourceFile) -> Iterator[Entry | Gap | str]:
        """Members in the order of the archive, without folders; gaps; comments. Raises SourceUnreadable."""
        ...

    def packing(self, stream: BinaryIO) -> AbstractContextManager[Add]:
        """Write an archive, member by member (a name, and a stream that is read from its beginning)."""
        ...


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of an archive and of its members, as a text."""

    source: str
    key: str
    format: str
    lines: tuple[str, ...]

    def parts(self) -> Iterator[pl.Series]:
        return in_parts(f"{line}\n" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Archive:
    """One archive. A member that is not wanted (`--exclude`) is neither read nor copied."""

    source: str
    key: str
    format: str
    file: SourceFile
    options: ReadOptions
    kind: Kind

    def members(self) -> Iterator[Item]:
        """The members that were read, those that were not, and the comments last."""
        listed, failure = self._listed()
        self.options.naming.learn(tidy(entry.name) for entry in listed if isinstance(entry, Entry))
        names = {COMMENTS}
        try:
            for entry in listed:
                if isinstance(entry, Gap):
                    yield Incomplete(self.source, entry.reason)
                elif isinstance(entry, Entry) and wanted_member(f"{self.key}!{tidy(entry.name)}", self.options):
                    yield self._opened(entry, names)
        except SourceUnreadable as too_many:
            failure = too_many
        if failure is not None:
            yield Incomplete(failure.source, failure.reason)
        elif not listed:
            yield Incomplete(self.source, "holds no files")
        if lines := tuple(line for entry in listed if isinstance(entry, str) for line in entry.splitlines()):
            yield Comments(f"{self.source}!{COMMENTS}", f"{self.key}!{COMMENTS}", COMMENT, lines)

    def write(self, masked: Masked, stream: BinaryIO) -> None:
        """The same members in the same order, masked; fixed times and modes, no owners, no comments.

        A member of which no copy is written is left out, as one is that cannot be read.
        """
        with self.kind.packing(stream) as add:
            for member, name in named_copies(filter(_is_copied, self.members()), f"{self.key}!"):
                with tempfile.TemporaryFile(buffering=0) as copy:
                    write_into(member, masked, copy)
                    copy.seek(0)
                    add(name, copy)

    def _listed(self) -> tuple[list[Entry | Gap | str], SourceUnreadable | None]:
        """What the archive lists, one more than may be read at most, and why that may not be all."""
        listed: list[Entry | Gap | str] = []
        members = 0
        try:
            for entry in self.kind.entries(self.file):
                listed.append(entry)
                members += isinstance(entry, Entry)
                if members > MEMBERS:
                    break
        except SourceUnreadable as failure:
            return listed, failure
        return listed, None

    def _opened(self, entry: Entry, names: set[str]) -> Item:
        from piiscan.sources.formats import recognise  # the formats, archives among them, are what it knows

        problem = misleading(entry.name) or entry.problem
        name = self.options.naming.name(tidy(entry.name), f"{self.source}!")
        source = f"{self.source}!{shown(name)}"
        if problem is None and name in names:
            problem = "another member has the same name: rename one of them"
        if not self.file.allowance.admits(source):
            raise SourceUnreadable(
                source, f"the archive holds more than {MEMBERS:,} members: it and the rest are not read"
            )
        if problem is not None:
            return Incomplete(source, problem)
        names.add(name)
        try:
            return recognise(self._file(entry, name, source), self.options)
        except SourceUnreadable as failure:
            return Incomplete(failure.source, failure.reason)

    def _file(self, entry: Entry, name: str, source: str) -> SourceFile:
        def unpack() -> Iterator[bytes]:
            try:
                yield from entry.unpack()
            except Undecodable as failure:
                raise SourceUnreadable(source, str(failure)) from None

        called = PurePosixPath(name).name
        return member_file(self.file, unpack, source=source, key=f"{self.key}!{name}", called=called)


def _is_copied(member: Item) -> TypeGuard[Table | Document | Container]:
    if isinstance(member, Container):
        return refusal(member) is None
    return isinstance(member, Table | Document) and not isinstance(member, Comments)


def archive(file: SourceFile, options: ReadOptions, kind: Kind) -> Archive:
    """The archive in a file. Raises SourceUnreadable for one that lies too deep in others."""
    if file.depth == DEEPEST:
        raise SourceUnreadable(file.source, TOO_DEEP)
    return Archive(file.source, file.key, kind.format, file, options, kind)


@contextmanager
def buffered(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The same stream for writers that expect every byte to be taken at once; it stays open."""
    writer = io.BufferedWriter(stream)
    try:
        yield writer
        writer.flush()
    finally:
        with suppress(OSError):  # a full disk, which the block has raised
            writer.detach()
