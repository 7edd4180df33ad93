"""Systems: where data lies, and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from piiscan.errors import PolicyError
from piiscan.model.register import System
from piiscan.policy.records import HEAD, head
from piiscan.policy.section import whole_file
from piiscan.strict_yaml import read

__all__ = ["load_system", "system_of"]


def load_system(path: Path) -> System:
    """The system in a file. Raises PolicyError for an unknown key, or a missing or wrong value."""
    section = whole_file(str(path), read(path, PolicyError), PolicyError)
    section.version("system/1")
    section.only(*HEAD, "sources", "contact")
    return System(**head(section), sources=tuple(section.texts("sources")), contact=section.text("contact"))


def system_of(source: str, systems: Sequence[System]) -> System | None:
    """The first system with a glob for the source."""
    return next((each for each in systems if any(fnmatchcase(source, glob) for glob in each.sources)), None)
