"""The locks: what is installed, of which version, and the SHA-256 of each file that may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.txt"
SPARK = ROOT / "tests" / "spark" / "requirements.txt"
LOCKS = (LOCK, SPARK, *(ROOT / "tests" / suite / "requirements.txt" for suite in ("fuzz", "pipelines")))

_PINNED = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(\[[\w,.-]+\])?==(?P<version>\S+)", re.ASCII)
_HASH = re.compile(r"--hash=sha256:(?P<digest>[0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True)
class Locked:
    """A distribution by its normal name (PEP 503)."""

    name: str
    version: str
    digests: tuple[str, ...]


def normal(name: str) -> str:
    """The name as the index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: Path) -> list[Locked]:
    """Every requirement of a lock. Raises ValueError for a line that is not a name, a version and SHA-256 digests."""
    lines = lock.read_text("utf-8").replace("\\\n", " ").splitlines()
    return [_locked(line) for line in lines if line.strip() and not line.startswith("#")]


def _locked(line: str) -> Locked:
    first, *rest = line.split()
    pinned, hashes = _PINNED.fullmatch(first), [_HASH.fullmatch(part) for part in rest]
    if pinned is None or not hashes or None in hashes:
        raise ValueError(f"not a name, a version and digests: {line[:80]}")
    return Locked(normal(pinned["name"]), pinned["version"], tuple(found["digest"] for found in hashes if found))
