"""Faults that change nothing that anybody could see, each with the reason: they count neither way."""

from __future__ import annotations

EQUIVALENT: dict[str, str] = {
    "piiscan/transforms/generalize/china.py:77:87: '\\n    ' -> '\\n   '": "words are as far apart",
    "piiscan/detection/validity.py:91:41: '' -> 'x'": "neither is a number of any module",
    "piiscan/transforms/pseudonym.py:49:66: True -> False": "Polars may cut a column, and need not",
    "piiscan/transforms/fpe/ff1.py:104:66: Lt -> LtE": "the numbers of a half are below that power, and fit",
    "piiscan/transforms/distinct.py:18:7: Gt -> GtE": "both ways give the same",
    "recognizers/dates.py:15:83: 100 -> 101": "two digits are below both",
    "recognizers/world/personal.py:193:22: Gt -> GtE": "the number on the bound has another check digit",
    "recognizers/world/personal.py:47:81: 13 -> 14": "a slice that ends behind the last place ends there",
}
