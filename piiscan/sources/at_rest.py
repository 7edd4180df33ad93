"""Whether what lies on a disk is encrypted there, as far as the system says so."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["encrypted_at_rest"]

_DEVICES = Path("/sys/dev/block")
_MOUNTS = Path("/proc/self/mountinfo")
_FILE_SYSTEMS = ("ecryptfs", "fuse.cryfs", "fuse.encfs", "fuse.gocryptfs")


def encrypted_at_rest(path: Path, devices: Path = _DEVICES, mounts: Path = _MOUNTS) -> bool:
    """By device mapper (dm-crypt and LUKS, whose UUID begins with CRYPT-), or a file system that encrypts.

    What a machine, a cloud or a disk does without telling Linux is not seen, and no other system is asked.
    """
    try:
        number = os.stat(path).st_dev
        place = f"{os.major(number)}:{os.minor(number)}"
        return _crypt(devices / place) or _file_system(place, mounts) in _FILE_SYSTEMS
    except OSError:
        return False


def _crypt(device: Path) -> bool:
    """The device itself, or all that it is made of."""
    uuid = device / "dm" / "uuid"
    if uuid.is_file() and uuid.read_text().startswith("CRYPT-"):
        return True
    below = sorted((device / "slaves").iterdir()) if (device / "slaves").is_dir() else []
    return bool(below) and all(map(_crypt, below))


def _file_system(place: str, mounts: Path) -> str | None:
    """The type of what is mounted (proc_pid_mountinfo(5): the third field, and the first behind the dash)."""
    for line in mounts.read_text().splitlines():
        before, _, after = line.partition(" - ")
        if before.split()[2] == place:
            return after.split()[0]
    return None
