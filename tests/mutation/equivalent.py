"""Faults that change nothing that anybody could see, each with the reason: they count neither way."""

from __future__ import annotations

EQUIVALENT: dict[str, str] = {
    "piiscan/transforms/generalize/china.py:77:87: '\\n    ' -> '\\n   '": "words are as far apart",
    "piiscan/detection/validity.py:91:41: '' -> 'x'": "neither is a number of any module",
    "recognizers/dates.py:15:83: 100 -> 101": "two digits are below both",
    "recognizers/world/personal.py:193:22: Gt -> GtE": "the number on the bound has another check digit",
    "recognizers/world/personal.py:47:81: 13 -> 14": "a slice that ends behind the last place ends there",
}
