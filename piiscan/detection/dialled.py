"""Telephone numbers as they are dialled: in the international form, or with a trunk 0 in some country."""

from __future__ import annotations

import re
from functools import cache

_FORM = re.compile(r"(?:\+|00)?[0-9(][0-9 ()./-]{5,24}")
_CODE_APART = re.compile(r"\(?([1-9][0-9]{0,2})\)?[ .-]")
_KINDS = "fixed_line mobile toll_free premium_rate shared_cost personal_number voip pager uan voicemail".split()


def dialled(value: str) -> bool:
    """Whether libphonenumber knows the number: under its country code, with a + or apart from the rest, or behind a
    trunk 0 anywhere.

    National numbers without a trunk are not told apart from other digits, so they are left to the packs.
    """
    if not _FORM.fullmatch(value):
        return False
    digits = re.sub("[^0-9]", "", value)
    if value.startswith(("+", "00")):
        return _international(digits.removeprefix("00"))
    apart = _CODE_APART.match(value)
    if apart and _international(digits, int(apart[1])):
        return True
    return digits.startswith("0") and bool(_behind_trunk().fullmatch(digits[1:]))


def _international(digits: str, code: int | None = None) -> bool:
    """Whether they are a number under its country code, under `code` if given."""
    import phonenumbers

    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except phonenumbers.NumberParseException:
        return False
    return code in (None, number.country_code) and phonenumbers.is_valid_number(number)


@cache
def _behind_trunk() -> re.Pattern[str]:
    """National numbers of every country whose trunk prefix is 0."""
    from phonenumbers import SUPPORTED_REGIONS, PhoneMetadata

    plans = [PhoneMetadata.metadata_for_region(region) for region in sorted(SUPPORTED_REGIONS)]
    kinds = [getattr(plan, kind) for plan in plans if plan and plan.national_prefix == "0" for kind in _KINDS]
    bodies = {kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern}
    return re.compile("|".join(f"(?:{body})" for body in sorted(bodies - {"NA"})), re.ASCII)
