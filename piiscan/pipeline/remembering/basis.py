"""What findings rest on beside the data: if any of it is another, nothing that is remembered is used."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from hashlib import sha256
from pathlib import Path

import piiscan
from piiscan.errors import UsageError
from piiscan.model.policy import Policy
from piiscan.pipeline.detection import TextMode
from piiscan.sources import ReadOptions

__all__ = ["FORM", "basis", "program"]

FORM = "1"
"""Of what is remembered."""

_BESIDE = frozenset(["naming", "notice", "versions", "widths"])
"""Fields of ReadOptions that say nothing of how a file is read, or by the name of another file."""


def basis(policy: Policy, text: TextMode, sample: int | float | None, options: ReadOptions) -> list[object]:
    """Plain values. Masking rules and schemes are not among them: they are applied to what was found.

    Raises UsageError where the list of widths cannot be read.
    """
    said = {f.name: repr(getattr(options, f.name)) for f in fields(options) if f.name not in _BESIDE}
    return [*program(), repr(policy.thresholds), text, repr(sample), said, _widths(options.widths)]


def _widths(file: Path | None) -> str | None:
    try:
        return None if file is None else sha256(file.read_bytes()).hexdigest()
    except OSError as failure:
        raise UsageError(f"{file}: cannot be read: {(failure.strerror or 'unknown reason').lower()}") from None


@cache
def program() -> tuple[str, ...]:
    """The version, a digest of code and packs, and what is installed beside them, on which machine."""
    total = sha256()
    root = Path(piiscan.__file__).parent
    for path in sorted(_files(root)):
        total.update(os.path.relpath(path, root).encode() + b"\0" + Path(path).read_bytes())
    beside = {path.name for place in sys.path for path in Path(place).glob("*-info")}
    installed = sha256("\n".join(sorted(beside)).encode()).hexdigest()
    return FORM, piiscan.__version__, total.hexdigest(), installed, platform.python_version(), platform.machine()


def _files(folder: Path) -> Iterator[str]:
    for place, below, names in os.walk(folder, followlinks=True):
        below[:] = [name for name in below if name != "__pycache__"]
        yield from (os.path.join(place, name) for name in names if name.endswith((".py", ".yaml", ".txt")))
