"""Telephone numbers in canonical form (`+44...`, national digits, `x12` for an extension): which can be dialled."""

from __future__ import annotations

from functools import cache
from itertools import chain

import polars as pl

_CALLING_CODE = r"^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9][0-9]{2})"
"""ITU-T E.164 country codes: one place, the two-place codes in use, three places for the others."""

_KINDS = "fixed_line mobile toll_free premium_rate shared_cost personal_number voip pager uan voicemail".split()
"""The kinds of number whose patterns make up libphonenumber's validity."""


def phone(values: pl.Series) -> pl.Series:
    """With a +: of a kind in use under its country code. Ten digits: of the North American plan, or with a trunk 0.

    Other national numbers pass at 8 to 13 digits, since nobody says of which country they are.
    """
    numbers = values.str.replace("x[0-9]+$", "")
    codes = numbers.str.extract(_CALLING_CODE)
    verdict = numbers.str.contains(r"^0[1-9][0-9]{7,11}$").fill_null(False)
    verdict |= numbers.str.contains(f"^1?(?:{_national(1)})$").fill_null(False)
    for code in codes.drop_nulls().unique():
        verdict |= numbers.str.contains(rf"^\+{code}(?:{_national(int(code))})$").fill_null(False) & (codes == code)
    return verdict.fill_null(False)


@cache
def _national(code: int) -> str:
    """All national numbers under a country code, as one pattern (metadata of libphonenumber)."""
    return "|".join(f"(?:{pattern})" for pattern in sorted(_patterns(code))) or "[^0-9]"


def _patterns(code: int) -> set[str]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    regions = COUNTRY_CODE_TO_REGION_CODE.get(code, ())
    found = (PhoneMetadata.metadata_for_region_or_calling_code(code, region) for region in regions)
    kinds = chain.from_iterable((getattr(plan, kind) for kind in _KINDS) for plan in found if plan)
    bodies = (kind.national_number_pattern for kind in kinds if kind)
    return {body.replace(r"\d", "[0-9]") for body in bodies if body and body != "NA"}
