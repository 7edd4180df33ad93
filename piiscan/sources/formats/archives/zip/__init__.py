"""Zip archives (PKWARE APPNOTE 6.3.10): the list at the end is read, and held against what stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from shutil import copyfileobj
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.archives.archive import Add, Archive, Entry, Gap, archive, buffered
from piiscan.sources.formats.archives.zip.directory import Listed, listed
from piiscan.sources.formats.archives.zip.layout import Laid, laid_out
from piiscan.sources.formats.archives.zip.unpacking import METHODS, unpacked_member
from piiscan.sources.options import ReadOptions
from piiscan.sources.spool import BLOCK

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PRIVATE = 0o100600 << 16
_ENCRYPTED = 1
_UNIX, _TYPE, _REGULAR, _FOLDER, _LINK = 3, 0o170000, 0o100000, 0o040000, 0o120000


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> Archive | None:
    return archive(file, options, Zip()) if head.startswith(MAGIC) else None


@dataclass(frozen=True, slots=True)
class Zip:
    """Written with Deflate at its default level 6, whatever the source was packed with."""

    format: str = "zip"

    def entries(self, file: SourceFile) -> Iterator[Entry | Gap | str]:
        with file.reading(), file.open() as stream:
            directory = listed(stream, file.source)
            layout = laid_out(stream, directory)
        for laid in layout.members:
            member = laid.listed
            if not (member.name.endswith(("/", "\\")) and member.size == 0):
                yield Entry(member.name, partial(unpacked_member, file, laid), _problem(laid))
        yield from map(Gap, (*directory.gaps, *layout.gaps))
        yield from filter(None, (directory.comment, *(member.comment for member in directory.members)))

    @contextmanager
    def packing(self, stream: BinaryIO) -> Iterator[Add]:
        with buffered(stream) as writer, ZipFile(writer, "w") as packed:

            def add(name: str, content: BinaryIO) -> None:
                member = ZipInfo(name, _EPOCH)
                member.compress_type, member.external_attr, member.create_system = ZIP_DEFLATED, _PRIVATE, _UNIX
                member.file_size = content.seek(0, 2)
                content.seek(0)
                with packed.open(member, "w") as unpacked:
                    copyfileobj(content, unpacked, BLOCK)

            yield add


def _problem(laid: Laid) -> str | None:
    member = laid.listed
    if member.flags & _ENCRYPTED:
        return "is encrypted: decrypt it, and scan what comes out"
    if (special := _special(member)) is not None:
        return special
    if laid.problem is None and member.method not in METHODS:
        return f"is packed with method {member.method}, which is not read: pack it with Deflate"
    return laid.problem


def _special(member: Listed) -> str | None:
    kind = member.mode & _TYPE
    if kind == _LINK:
        return "a symbolic link, which is not followed"
    if kind == _FOLDER or member.name.endswith(("/", "\\")):
        return "a folder that holds bytes of its own"
    return None if kind in (0, _REGULAR) else "not a regular file"
