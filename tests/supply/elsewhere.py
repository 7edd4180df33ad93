"""The locks of stages that run in an environment of their own."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from tests.supply.licences import allowed, licence
from tests.supply.lock import locked


def refused(lock: Path) -> dict[str, str]:
    """What is installed of a lock under a licence that is not allowed, or is not installed, and so not known."""
    told = {each.name: _licence(each.name) for each in locked(lock)}
    return {name: said for name, said in told.items() if not allowed(name, said)}


def _licence(name: str) -> str:
    try:
        return licence(distribution(name))
    except PackageNotFoundError:
        return "not installed"
