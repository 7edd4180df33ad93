"""Hypothesis without a clock: the first example of a test loads what all others use."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("text", deadline=None)
settings.load_profile("text")
