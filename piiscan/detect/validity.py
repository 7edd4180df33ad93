"""Validity of single values: by our own packs, by families of them, and by python-stdnum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from piiscan.detect import packs
from piiscan.detect.cells import formed, valid
from piiscan.detect.families import belongs
from piiscan.detect.normal import fold
from piiscan.errors import UsageError
from piiscan.model.recognizer import Recognizer

ALIASES = {"UK_NHS": "GB_NHS", "ABA_ROUTING_NUMBER": "US_RTN"}
"""Presidio's name -> ours."""


@dataclass(frozen=True, slots=True)
class Validity:
    """`reason` is `format` (not of the entity's form) or `checksum` (of its form, but the check fails)."""

    valid: bool
    reason: str | None = None


VALID = Validity(True)
_MALFORMED, _MISCOUNTED = Validity(False, "format"), Validity(False, "checksum")


def validity(entity: str, values: pl.Series) -> Sequence[Validity]:
    """One Validity for each value (String); null is malformed. Raises UsageError for an unknown entity."""
    name = ALIASES.get(entity, entity)
    folded = fold(values).str.strip_chars()
    outcomes = [_by_pack(r, folded) for r in _members(name)]
    if not outcomes:
        return [_by_module(_stdnum(name), value) for value in values]
    return [max(each, key=_rank) for each in zip(*outcomes, strict=True)]


def _members(name: str) -> list[Recognizer]:
    """Recognizers that can tell a value by itself; those that need a header only where there is no other."""
    known = [r for r in packs.recognizers() if r.entity == name or belongs(r.entity, name)]
    telling = [r for r in known if r.patterns or r.lexicon or r.check]
    return [r for r in telling if r.sees != "header"] or telling


def _by_pack(recognizer: Recognizer, values: pl.Series) -> list[Validity]:
    pairs = zip(formed(recognizer, values), valid(recognizer, values), strict=True)
    return [(VALID if v else _MISCOUNTED) if f else _MALFORMED for f, v in pairs]


def _rank(outcome: Validity) -> int:
    return [_MALFORMED, _MISCOUNTED, VALID].index(outcome)


def _stdnum(name: str) -> Callable[[str], object]:
    """`validate` of python-stdnum's module for `<CC>_<MODULE>`, or for `<MODULE>` without a country."""
    from stdnum import get_cc_module

    country, _, module = name.partition("_")
    found = get_cc_module(country.lower(), module.lower()) if module else None
    if found is None:
        raise UsageError(f"check: {name} is no entity, family or module of python-stdnum (`piiscan recognizers list`)")
    validate: Callable[[str], object] = found.validate
    return validate


def _by_module(validate: Callable[[str], object], value: str | None) -> Validity:
    from stdnum.exceptions import InvalidChecksum, ValidationError

    try:
        validate(value or "")
    except InvalidChecksum:
        return _MISCOUNTED
    except ValidationError:
        return _MALFORMED
    return VALID
