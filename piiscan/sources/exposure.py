"""Whether found data stands open to people who should not see it."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def exposure(path: Path) -> str | None:
    """What is wrong with who may read the file, or None. Symbolic links are followed."""
    try:
        real = path.resolve(strict=True)
        readable = bool(os.stat(real).st_mode & stat.S_IROTH)
        reachable = all(os.stat(folder).st_mode & stat.S_IXOTH for folder in real.parents)
    except OSError:
        return None
    return "readable by every user of the machine" if readable and reachable else None
