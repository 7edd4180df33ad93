"""Waivers: findings that somebody answers for until a day, in YAML."""

from __future__ import annotations

from pathlib import Path

from piiscan.errors import PolicyError
from piiscan.model.item import Waiver
from piiscan.policy.section import Section, whole_file
from piiscan.strict_yaml import read

__all__ = ["load_waivers"]


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers in a file. Raises PolicyError for an unknown key, or a missing or wrong value."""
    section = whole_file(str(path), read(path, PolicyError), PolicyError)
    section.version("waivers/1")
    section.only("piiscan", "waivers")
    return tuple(_waiver(entry) for entry in section.sections("waivers"))


def _waiver(section: Section) -> Waiver:
    section.only("source", "about", "owner", "reason", "expires")
    return Waiver(
        source=section.text("source"),
        about=section.text("about"),
        owner=section.text("owner"),
        reason=section.text("reason"),
        expires=section.day("expires"),
        place=f"{section.file}: {section.path}",
    )
