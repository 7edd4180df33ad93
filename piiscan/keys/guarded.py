"""Files that hold secrets: where they may lie, who may read them, and how they come and go."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from secrets import token_bytes

from piiscan.durable import sync_folder
from piiscan.errors import KeyRefused

__all__ = ["LONGEST", "erase", "made", "refuse_work_tree", "text_of"]

LONGEST = 4096
"""Octets that are read of a file: keys are shorter."""


def text_of(path: Path, what: str, output: Path | None = None, *, private: bool = True) -> bytes:
    """The start of a regular file, not in `output`; a `private` one its owner's alone, and in no git work tree.

    `what` names its kind in messages. Raises KeyRefused.
    """
    try:
        target = path.expanduser().resolve()
        descriptor = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError, RuntimeError):
        raise KeyRefused(f"the file that `{what}:` names cannot be opened") from None
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise KeyRefused(f"key file {path} is not a regular file")
        if private:
            _refuse_mode(path, mode)
            refuse_work_tree(path.expanduser())
        if output is not None and target.is_relative_to(output.resolve()):
            raise KeyRefused(f"key file {path} lies in the output: move it elsewhere")
        return os.read(descriptor, LONGEST)
    finally:
        os.close(descriptor)


def made(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, mode 0600, and have it on the disk. Raises KeyRefused."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as failed:
        raise KeyRefused(f"key file {path} cannot be created: {failed.strerror}") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def erase(path: Path) -> None:
    """Write random bytes over a file, have them on the disk, and remove its name. Raises KeyRefused."""
    try:
        target = path.expanduser().resolve()
        with open(target, "r+b", buffering=0) as file:
            file.write(token_bytes(os.fstat(file.fileno()).st_size))
            os.fsync(file.fileno())
        target.unlink()
        sync_folder(target.parent)
        if target != path.expanduser().absolute():
            path.expanduser().unlink(missing_ok=True)
    except OSError as failed:
        raise KeyRefused(f"key file {path} cannot be destroyed: {failed.strerror}") from None


def refuse_work_tree(path: Path) -> None:
    for folder in (*path.absolute().parents, *path.resolve().parents):
        if (folder / ".git").exists():
            raise KeyRefused(f"key file {path} lies in the git work tree {folder}: keep it outside")


def _refuse_mode(path: Path, mode: int) -> None:
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyRefused(f"key file {path} is open to other users: `chmod 600` it, or make a new key")
