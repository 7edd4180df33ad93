"""Families: entities that stand for their members of all countries, where the country cannot be told."""

from __future__ import annotations

from functools import cache

FAMILIES: dict[str, tuple[str, ...]] = {
    "PHONE_NUMBER": ("_MOBILE", "_LANDLINE", "_PHONE"),
    "PASSPORT": ("_PASSPORT",),
    "PLATE": ("_PLATE",),
    "POSTAL_CODE": ("_POSTAL_CODE", "_ZIP"),
    "TAX_ID": ("_TAX_ID", "_TIN"),
    "NATIONAL_ID": ("_NATIONAL_ID", "_RESIDENT_ID", "_SSN", "_NHS"),
    "ADDRESS": ("CN_ADDRESS", "HK_ADDRESS", "MO_ADDRESS", "TW_ADDRESS"),
}
"""Family -> endings of its members' names."""


@cache
def family_of(entity: str) -> str:
    """The family that the entity is a member of, or itself."""
    return next((family for family in FAMILIES if belongs(entity, family)), entity)


def belongs(entity: str, family: str) -> bool:
    """Whether the entity is a member of the family, and not the family itself."""
    return entity != family and entity.endswith(FAMILIES.get(family, ()))
