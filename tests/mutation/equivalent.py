"""Faults that change nothing that anybody could see, each with the reason: they count neither way."""

from __future__ import annotations

_SLICE = "a slice that ends behind the last place ends there"
EQUIVALENT: dict[str, str] = {
    "recognizers/dates.py:15:83: 100 -> 101": "a day has two digits",
}
