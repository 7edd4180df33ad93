"""What `regions` reads of an address, read by SQL: a closed list of names stands in the expression."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from piiscan.transforms.generalize.china import SIMPLIFIED, short_provinces
from piiscan.transforms.generalize.countries import COUNTRIES, STATES
from piiscan.transforms.sql import Dialect, case

__all__ = ["chinese", "country", "state"]

_BLANK = "[ \t\n\v\f\r\u0085\u1680\u2028\u2029]"
"""White space (Unicode, PropList) that NFKC leaves as it is."""

_STATE = f",{_BLANK}*(?:{STATES}),?{_BLANK}+[0-9]{{5}}(?:-[0-9]{{4}})?(?:,?{_BLANK}*(?:USA|US|United States))?$"
_STREET = f"^(?:{'|'.join(short_provinces())})[东南西北中]?(?:路|街|大道|道)"


def chinese(text: str, dialect: Dialect, beginnings: Mapping[str, str], cities: Mapping[str, str]) -> str:
    """As `Region.chinese`. `beginnings` and `cities` are what is written -> its label; the longest beginning counts."""
    bare = dialect.replaced(dialect.translated(text, SIMPLIFIED), f"[{_BLANK[1:-1]},，、/|-]", "")
    place = dialect.replaced(dialect.replaced(bare, "^[0-9]{3,6}", ""), "^(?:中华人民共和国|中国)", "")
    by_length: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for written, label in beginnings.items():
        by_length[len(written)][written] = label
    longest = [dialect.known(f"left({place}, {n})", by_length[n]) for n in sorted(by_length, reverse=True)]
    begins = case((f"NOT {dialect.matches(place, _STREET)}", f"coalesce({', '.join(longest)})"))
    return f"coalesce({begins}, {dialect.known(place, cities)})"


def state(text: str, dialect: Dialect) -> str:
    """A state of the USA before a ZIP code at the end."""
    code = dialect.matching(dialect.matching(text, _STATE), "[A-Z]{2}")
    return dialect.concat(code, dialect.literal(", United States"))


def country(text: str, dialect: Dialect) -> str:
    """What stands behind the last comma, if it is a country."""
    last = dialect.replaced(dialect.matching(text, ",[^,]*$"), f"^,{_BLANK}*", "")
    names = {written.lower().removesuffix("."): name for written, name in COUNTRIES.items()}
    ascii_lower = {"".join(c if c.isascii() else c.upper() for c in written): name for written, name in names.items()}
    return dialect.known(dialect.lower(dialect.replaced(last, "[.]$", "")), ascii_lower | names)
