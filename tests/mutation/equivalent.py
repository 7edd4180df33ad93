"""Faults that change nothing that anybody could see, each with the reason: they count neither way."""

from __future__ import annotations

EQUIVALENT: dict[str, str] = {}
