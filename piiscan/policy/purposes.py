"""Purposes: what a use of the data needs, how long, and on what ground."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from piiscan.errors import PolicyError
from piiscan.model.register import Excluded, Need, Purpose, Retention
from piiscan.policy.matching import MATCH, read_match
from piiscan.policy.records import HEAD, head
from piiscan.policy.section import Section, whole_file
from piiscan.strict_yaml import read

_KEYS = (*HEAD, "basis", "needs", "retention", "consent", "exclusion")


def load_purpose(path: Path) -> Purpose:
    """The purpose in a file. Raises PolicyError for an unknown key, or a missing or wrong value."""
    section = whole_file(str(path), read(path, PolicyError), PolicyError)
    section.version("purpose/1")
    section.only(*_KEYS)
    needs = tuple(_need(need) for need in section.sections("needs"))
    if not needs:
        section.refuse("needs", "a purpose that needs nothing needs no data")
    return Purpose(
        **head(section),
        basis=section.text("basis"),
        needs=needs,
        retention=_retention(section.section("retention")) if "retention" in section.content else None,
        consent=section.text_or_none("consent"),
        exclusion=_excluded(section.section("exclusion")) if "exclusion" in section.content else None,
    )


def _need(section: Section) -> Need:
    section.only(*MATCH, "as", "why")
    conditions = {key: value for key, value in section.content.items() if key in MATCH}
    match = read_match(Section(section.file, section.path, conditions, section.error))
    return Need(match, section.text("why"), _form(section) if "as" in section.content else None)


def _form(section: Section) -> Literal["exact"] | Mapping[str, object]:
    if section.content["as"] == "exact":
        return "exact"
    return section.section("as").content


def _excluded(section: Section) -> Excluded:
    section.only("column", "file", "digest")
    return Excluded(section.text("column"), section.text("file"), section.text("digest"))


def _retention(section: Section) -> Retention:
    section.only("days", "column")
    return Retention(section.whole("days"), section.text("column"))
