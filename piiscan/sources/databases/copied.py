"""Files that their libraries open by name: where they lie, or as a private copy where that would touch the source."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from piiscan.errors import SourceUnreadable
from piiscan.sources.atomic import write_all
from piiscan.sources.files import SourceFile
from piiscan.sources.spool import blocks
from piiscan.transient import own_folder

Stamps = tuple[tuple[int, int, int] | None, ...]


@contextmanager
def named(file: SourceFile, aside: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """A path under which a database can be opened, and whether it is a private copy.

    `aside` are endings of files that hold a part of it where they are not empty. With one of those, and where the
    file itself has no name, there is a copy of all, which has no name any more once the block has ended. Raises
    SourceUnreadable where any of them changes meanwhile.
    """
    before = _stamps(file, aside)
    with file.reading():
        if file.spool is None and not any(stamp and stamp[1] for stamp in before):
            yield file.place, False
        else:
            with own_folder() as folder:
                path = os.path.join(folder, "copy")
                _copy(file, path, aside)
                yield path, True
        if _stamps(file, aside) != before:
            raise SourceUnreadable(file.source, "changed while it was read")


def _copy(file: SourceFile, path: str, aside: Sequence[str]) -> None:
    with file.open() as stream, open(path, "wb") as copy:
        for block in blocks(stream):
            write_all(copy, block)
    for ending in aside if file.spool is None else ():
        if os.path.exists(beside := file.place + ending):
            shutil.copyfile(beside, path + ending)


def _stamps(file: SourceFile, aside: Sequence[str]) -> Stamps:
    """What changes when one of the files beside is written to; None for one that is not there."""
    return tuple(_stamp(Path(file.place + ending)) for ending in aside) if file.spool is None else ()


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
