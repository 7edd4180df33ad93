"""Validity of single values: a bare value, asked for one entity. Its form, its check, and the ranges in use.

An entity is checked by the recognizers of our packs, else by python-stdnum, else by Presidio; a family by all of its
members. A value is valid if one of them says so, and otherwise as wrong as its best member says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from piiscan.detection import packs
from piiscan.detection.cells import formed, valid
from piiscan.detection.dialled import dialled
from piiscan.detection.families import FAMILIES, belongs
from piiscan.detection.normal import fold
from piiscan.detection.stdnum_names import MODULES, Validate, validators
from piiscan.errors import UsageError, did_you_mean
from piiscan.model.recognizer import Recognizer

ALIASES = {
    "ABA_ROUTING_NUMBER": "US_RTN",
    "IN_EPIC": "IN_VOTER",
    "DE_KFZ": "DE_PLATE",
}
"""Presidio's name -> ours."""

_SPELLINGS = (
    ("^UK_", "GB_"),
    ("_(VEHICLE_REGISTRATION|LICENSE_PLATE|VEHICLE_REG)$", "_PLATE"),
    ("_(POSTCODE|ZIP|ZIP_CODE)$", "_POSTAL_CODE"),
    ("_PASSPORT_(NO|NUMBER)$", "_PASSPORT"),
)
"""Other ways of naming an entity -> ours."""

_SEPARATORS = re.compile(r"[\s:._/-]")
_DELIMITED = r"""^(?:"([^"]+)"|'([^']+)'|<([^<>]+)>)$"""
"""RFC 3986, appendix C: quotation marks and angle brackets are around a value, not of it."""

_LOCAL_PART = 64
"""Octets before the @ of an e-mail address at most (RFC 5321, 4.5.3.1.1), which the patterns state of each label."""


@dataclass(frozen=True, slots=True)
class Validity:
    """`reason` is `format` (not of the entity's form) or `checksum` (of its form, but the check fails)."""

    valid: bool
    reason: str | None = None


VALID = Validity(True)
_MALFORMED, _MISCOUNTED = Validity(False, "format"), Validity(False, "checksum")


def validity(entity: str, values: pl.Series) -> Sequence[Validity]:
    """One Validity for each value (String); null is malformed. Raises UsageError for an unknown entity."""
    name = ours(entity)
    folded = fold(values).str.strip_chars().str.replace(_DELIMITED, "$1$2$3")
    if name == "EMAIL_ADDRESS":
        folded = folded.set(folded.str.find("@", literal=True) > _LOCAL_PART, None)
    outcomes = list(_outcomes(name, folded)) or list(_by_presidio(entity.upper(), folded))
    if not outcomes:
        known = [*packs.by_entity(), *FAMILIES, *MODULES]
        raise UsageError(
            f"check: {entity} is no entity, family, module of python-stdnum or entity of Presidio"
            f" (`piiscan recognizers list`){did_you_mean(name, known)}"
        )
    return [max(each, key=_rank) for each in zip(*outcomes, strict=True)]


def ours(entity: str) -> str:
    """What the entity is called here, under whatever name Presidio or others know it."""
    name = entity.upper()
    for spelling, ours in _SPELLINGS:
        name = re.sub(spelling, ours, name)
    return ALIASES.get(name, name)


def _outcomes(name: str, values: pl.Series) -> Iterator[list[Validity]]:
    """What each recognizer and each module that knows the name says of the values."""
    members = _members(name)
    for recognizer in members:
        yield _by_pack(recognizer, values)
    for validate in validators(name, FAMILIES.get(name, ())) if name in FAMILIES or not members else ():
        yield [_by_module(validate, value or "") for value in values]
    if name == "PHONE_NUMBER":
        yield [VALID if dialled(value or "") else _MALFORMED for value in values]


def _by_presidio(name: str, values: pl.Series) -> Iterator[list[Validity]]:
    """What Presidio says where it alone knows the name; it does not tell a wrong form from a wrong check digit."""
    from piiscan.detection.text.predefined import validator

    if is_valid := validator(name):
        yield [VALID if is_valid(value or "") else _MALFORMED for value in values]


def _members(name: str) -> list[Recognizer]:
    """Recognizers that can tell a value by itself.

    Who asks has said what is meant, as a header would: forms that need a header count, unless they have no check where
    others of the entity have one. Of a family they do not: a country's own form says more than the one for all.
    """
    telling = [r for r in packs.recognizers() if r.patterns or r.lexicon or r.check]
    own = [r for r in telling if r.entity == name]
    family = [r for r in telling if belongs(r.entity, name)]
    told = [r for r in own if r.sees != "header" or (r.check and not family)]
    if family or any(r.check for r in told):
        return [*told, *family]
    return own


def _by_pack(recognizer: Recognizer, values: pl.Series) -> list[Validity]:
    """As it is written or, since a check digit tells, without a separator between digits."""
    joined = values.str.replace_all(f"([0-9]){_SEPARATORS.pattern}([0-9])", "$1$2")
    ways = [values, joined] if recognizer.check else [values]
    return [max(each, key=_rank) for each in zip(*(_as_written(recognizer, way) for way in ways), strict=True)]


def _as_written(recognizer: Recognizer, values: pl.Series) -> list[Validity]:
    pairs = zip(formed(recognizer, values), valid(recognizer, values), strict=True)
    return [(VALID if v else _MISCOUNTED) if f else _MALFORMED for f, v in pairs]


def _by_module(validate: Validate, value: str) -> Validity:
    """As it is written, or without the separators that the module does not know."""
    return max((_validated(validate, v) for v in (value, _SEPARATORS.sub("", value))), key=_rank)


def _validated(validate: Validate, value: str) -> Validity:
    from stdnum.exceptions import InvalidChecksum, ValidationError

    try:
        validate(value)
    except InvalidChecksum:
        return _MISCOUNTED
    except ValidationError:
        return _MALFORMED
    return VALID


def _rank(outcome: Validity) -> int:
    return [_MALFORMED, _MISCOUNTED, VALID].index(outcome)
