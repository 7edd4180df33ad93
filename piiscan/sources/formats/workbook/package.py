"""The zip file that a workbook is: read in place with limits, never extracted."""

from __future__ import annotations

import weakref
from typing import IO
from zipfile import BadZipFile, ZipFile

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile

PARTS = 20_000
"""Most workbooks have fewer than a hundred; ten thousand pictures are still read."""
EXPANDED = 4 << 30
"""Bytes of all parts together, unpacked: some 60 million filled cells."""
RATIO = 250
"""Sheets shrink to a fiftieth at most; deflate itself can do a thousand, and only a bomb does."""
SMALL = 8 << 20
"""Bytes up to which a part may be of any ratio."""


class Package:
    """Parts by name; names are the same whatever their case (ECMA-376 part 2), and begin with no slash."""

    def __init__(self, file: SourceFile) -> None:
        """Raises BadZipFile for what is no zip file, SourceUnreadable for one that is not safe to read."""
        self.file = file
        stream = file.open()
        weakref.finalize(self, stream.close)
        self._zip = _directory(stream)
        parts = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        self._members = {info.filename.lstrip("/").lower(): info for info in parts}
        self._require_safe(len(parts))

    @property
    def names(self) -> list[str]:
        return [info.filename.lstrip("/") for info in self._members.values()]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def open(self, name: str) -> IO[bytes]:
        """The bytes of a part. Raises KeyError if there is none."""
        return self._zip.open(self._members[name.lower()])

    def _require_safe(self, parts: int) -> None:
        members = self._zip.infolist()
        if len(members) > PARTS:
            raise SourceUnreadable(self.file.source, f"has more than {PARTS:,} parts")
        if len(self._members) != parts:
            raise SourceUnreadable(self.file.source, "two of its parts have the same name")
        if any(info.file_size > max(SMALL, RATIO * info.compress_size) for info in members):
            raise SourceUnreadable(self.file.source, f"a part grows more than {RATIO} times when unpacked: a zip bomb")
        if sum(info.file_size for info in members) > EXPANDED:
            raise SourceUnreadable(self.file.source, f"is larger than {EXPANDED >> 30} GiB when unpacked")


def _directory(stream: IO[bytes]) -> ZipFile:
    try:
        return ZipFile(stream)
    except (ValueError, OverflowError):  # a name that is not the UTF-8 it says, a place before the file or past any
        raise BadZipFile("its directory cannot be read") from None
