"""How much of a case is done: a sample at every commit, more at night, all before a release."""

from __future__ import annotations

import os
from typing import TypeVar

Size = TypeVar("Size")

_TIERS = ("commit", "night", "release")
TIER = os.environ.get("TIER", "commit")
"""`make test-nightly` and `make test-release` set it."""


def size(commit: Size, night: Size, release: Size | None = None) -> Size:
    """The one for the tier of this run; a release does what the night does, unless told otherwise."""
    return (commit, night, night if release is None else release)[_TIERS.index(TIER)]
