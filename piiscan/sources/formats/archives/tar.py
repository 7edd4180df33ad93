"""Tar archives (POSIX.1-2001 pax, ustar, GNU, V7), read from header to header."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.archives.archive import Add, Archive, Entry, Gap, archive, buffered
from piiscan.sources.formats.archives.names import text_of
from piiscan.sources.layers import Undecodable
from piiscan.sources.options import ReadOptions
from piiscan.sources.spool import BLOCK

_LONGEST_HEADER = 1 << 20
"""Bytes of the largest header: the library holds names and pax records in memory, whatever size they claim."""

_STANDARD = frozenset("atime charset ctime gid gname hdrcharset linkpath mtime path size uid uname".split())
"""Pax records that are about the file; others are comments."""

_PROBLEMS = {
    tarfile.SYMTYPE: "a symbolic link, which is not followed",
    tarfile.LNKTYPE: "a hard link, which is another name of a member: it is not copied",
    tarfile.GNUTYPE_SPARSE: "a sparse file, which is not read: pack it without --sparse",
    tarfile.CHRTYPE: "a device, not a file",
    tarfile.BLKTYPE: "a device, not a file",
    tarfile.FIFOTYPE: "a named pipe, not a file",
}


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> Archive | None:
    return archive(file, options, Tar()) if _is_header(head[: tarfile.BLOCKSIZE]) else None


@dataclass(frozen=True, slots=True)
class Tar:
    """Written as pax, without owners."""

    format: str = "tar"

    def entries(self, file: SourceFile) -> Iterator[Entry | Gap | str]:
        with file.reading(), file.open() as stream:
            try:
                with tarfile.open(fileobj=_Modest(stream), mode="r:") as packed:  # type: ignore[call-overload]
                    yield from _entries(packed, file)
                    rest = packed.offset
            except (tarfile.TarError, ValueError, OverflowError):
                raise SourceUnreadable(
                    file.source, "damaged or cut short: what follows on a header in it is not read"
                ) from None
            yield from _after(stream, rest)

    @contextmanager
    def packing(self, stream: BinaryIO) -> Iterator[Add]:
        with (
            buffered(stream) as writer,
            tarfile.open(fileobj=writer, mode="w", format=tarfile.PAX_FORMAT) as packed,
        ):

            def add(name: str, content: BinaryIO) -> None:
                member = tarfile.TarInfo(name)
                member.size, member.mode = content.seek(0, 2), 0o600
                content.seek(0)
                packed.addfile(member, content)

            yield add


def _is_header(block: bytes) -> bool:
    """Whether it holds its checksum: the sum of its bytes, with blanks in place of the checksum itself."""
    said = block[148:156].strip(b" \0")
    if len(block) < tarfile.BLOCKSIZE or not block[0] or not said or said.strip(b"01234567"):
        return False
    return int(said, 8) == sum(block[:148]) + sum(block[156:]) + 8 * ord(" ")


def _entries(packed: tarfile.TarFile, file: SourceFile) -> Iterator[Entry | str]:
    described: set[str] = set()
    while (member := packed.next()) is not None:
        packed.members = []  # type: ignore[attr-defined]  # the library would keep them all
        for key in member.pax_headers.keys() - _STANDARD:
            if (comment := member.pax_headers[key]) not in described:
                described.add(comment)
                yield comment
        if not member.isdir():
            name = text_of(member.name.encode("utf-8", "surrogateescape"))
            yield Entry(name, partial(_content, file, member.offset_data, member.size), _problem(member))


def _problem(member: tarfile.TarInfo) -> str | None:
    if member.issparse():
        return _PROBLEMS[tarfile.GNUTYPE_SPARSE]
    if member.isreg():
        return None
    return _PROBLEMS.get(member.type, "a member of a kind that is not read")


def _content(file: SourceFile, start: int, size: int) -> Iterator[bytes]:
    with file.open() as stream:
        stream.seek(start)
        while size and (block := stream.read(min(size, BLOCK))):
            size -= len(block)
            yield block
    if size:
        raise Undecodable("cut short")


def _after(stream: BinaryIO, end: int) -> Iterator[Gap]:
    """The end of an archive is a block of zeros, and there is nothing behind it."""
    stream.seek(end)
    block = stream.read(BLOCK)
    if len(block) < tarfile.BLOCKSIZE:
        yield Gap("cut short, or the list goes on in another file: its end is missing")
    while block:
        if block.strip(b"\0"):
            yield Gap("bytes that are no member stand in it, and what follows on them is not read")
            return
        block = stream.read(BLOCK)


class _Modest:
    """A stream that is not read in large pieces."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek, self.tell = stream.seek, stream.tell

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _LONGEST_HEADER:
            raise tarfile.TarError
        return self._stream.read(size)
