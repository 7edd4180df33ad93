"""Partners: who gets data, under which agreement, and how sensitive it may be."""

from __future__ import annotations

import re
from pathlib import Path

from piiscan.errors import PolicyError
from piiscan.model.register import Agreement, Partner
from piiscan.model.tier import TIERS
from piiscan.policy.records import HEAD, head
from piiscan.policy.section import Section, whole_file
from piiscan.strict_yaml import read

_KEYS = (
    *HEAD,
    *("legal_name", "jurisdiction", "contact", "agreement", "purposes", "highest_tier", "key", "assessment"),
)
_COUNTRY = re.compile("[A-Z]{2}")
_RECIPIENT = re.compile("age1[02-9ac-hj-np-z]{58}")


def load_partner(path: Path) -> Partner:
    """The partner in a file. Raises PolicyError for an unknown key, or a missing or wrong value."""
    section = whole_file(str(path), read(path, PolicyError), PolicyError)
    section.version("partner/1")
    section.only(*_KEYS)
    return Partner(
        **head(section),
        legal_name=section.text("legal_name"),
        jurisdiction=_written(section, "jurisdiction", _COUNTRY, "two capital letters (ISO 3166-1 alpha-2)"),
        contact=section.text("contact"),
        agreement=_agreement(section.section("agreement")),
        purposes=tuple(section.texts("purposes")),
        highest_tier=_tier(section),
        key=_written(section, "key", _RECIPIENT, "an age recipient, age1...") if "key" in section.content else None,
        assessment=section.text_or_none("assessment"),
    )


def _agreement(section: Section) -> Agreement:
    section.only("reference", "since", "until")
    agreement = Agreement(section.text("reference"), section.day("since"), section.day("until"))
    return agreement if agreement.since < agreement.until else section.refuse("until", "must be later than since")


def _tier(section: Section) -> int:
    tier = section.whole("highest_tier")
    return tier if tier in TIERS else section.refuse("highest_tier", "must be from 1 to 4")


def _written(section: Section, key: str, form: re.Pattern[str], wanted: str) -> str:
    text = section.text(key)
    return text if form.fullmatch(text) else section.refuse(key, f"must be {wanted}")
