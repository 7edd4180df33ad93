"""What a run puts on a disk for its own use: gone with the run, or with the next one there if it was killed.

Each such file or folder is locked (flock(2)) as long as its run lives. A lock goes with its process, whatever ends
that, and so the next run tells what was left behind from what is in use. Where a file system knows no locks,
nothing is taken for left behind.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir

__all__ = ["InUse", "own_file", "own_folder"]

_PREFIX = ".piiscan-"
_name = re.compile(rf"{re.escape(_PREFIX)}[0-9a-f]{{16}}")


class InUse(Exception):
    """Another run works for the same purpose in the same folder."""


@contextmanager
def own_folder(parent: Path | None = None, purpose: str | None = None) -> Iterator[Path]:
    """A folder of this run, mode 0700, in `parent` or among the temporary files.

    Of one purpose there is one folder at a time: raises InUse. Raises OSError where none can be made.
    """
    place = parent or Path(gettempdir())
    _sweep(place)
    path, descriptor = _folder(place, purpose)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(descriptor)


def own_file(parent: Path) -> tuple[int, Path]:
    """A file of this run, mode 0600, open for reading and writing; its descriptor holds the lock. Raises OSError."""
    _sweep(parent)
    while True:
        path = parent / _called(None)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        if _locked(descriptor) is not False:
            return descriptor, path
        os.close(descriptor)


def _folder(parent: Path, purpose: str | None) -> tuple[Path, int]:
    while True:
        path = parent / _called(purpose)
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            if not _removed(path):
                raise InUse from None
            continue
        with suppress(FileNotFoundError):  # taken for left behind by another run before it was locked
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            if _locked(descriptor) is not False:
                return path, descriptor
            os.close(descriptor)


def _called(purpose: str | None) -> str:
    return _PREFIX + (token_hex(8) if purpose is None else sha256(os.fsencode(purpose)).hexdigest()[:16])


def _locked(descriptor: int) -> bool | None:
    """Whether the lock is ours and what it is on still has its name; None where there are no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return os.fstat(descriptor).st_nlink > 0


@lru_cache(maxsize=256)
def _sweep(folder: Path) -> None:
    """Remove what killed runs left there: once in a process, as a folder may hold very many files."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _name.fullmatch(entry.name):
                _removed(folder / entry.name)


def _removed(path: Path) -> bool:
    """Whether it was left behind by a run of this user, and is gone now."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return not os.path.lexists(path)
    try:
        ours = os.fstat(descriptor).st_uid == os.geteuid()
        if ours and _locked(descriptor):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError:
        pass
    finally:
        os.close(descriptor)
    return not os.path.lexists(path)
