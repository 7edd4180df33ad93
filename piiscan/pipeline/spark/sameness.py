"""Driver and executors agree to the letter, or nothing is done: other packs or another Polars would count otherwise."""

from __future__ import annotations

from functools import cache

import polars as pl

import piiscan
from piiscan.detection import packs
from piiscan.errors import UsageError

Versions = tuple[str, str, str]


@cache
def versions() -> Versions:
    """Of piiscan, of its packs, and of Polars, whose hashes choose samples."""
    return piiscan.__version__, packs.digest(), pl.__version__


def require_same(driver: Versions) -> None:
    if versions() != driver:
        raise UsageError("an executor has another piiscan, other packs or another Polars than the driver")
