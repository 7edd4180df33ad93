"""What a reader promises of any octets: an answer, or an error of ours that repeats no value of the input."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from piiscan.errors import PiiscanError

CANARY = "zq7Wv9Kx"
"""Stands for a value in every seed; mutations carry it elsewhere."""


class Told(NamedTuple):
    """All that was `said` of an input, and what of it are names (of keys, columns and sheets), which may be said."""

    said: str
    names: str = ""


class Target(Protocol):
    """A module with a reader. `SEEDS` are what it reads at first, `FOUND` what once broke its promise."""

    RUNS: int
    SEEDS: Sequence[bytes]
    FOUND: Sequence[bytes]

    def told(self, octets: bytes, folder: Path) -> Told:
        """Read the octets, in or through a folder of this target."""
        ...


def kept(target: Target, octets: bytes, folder: Path) -> None:
    """Raise AssertionError where a value is repeated; what is no error of ours passes through."""
    told = target.told(octets, folder)
    assert CANARY not in told.said or CANARY in told.names, "a value of the input is repeated"


def refusal(refused: PiiscanError) -> str:
    """What it says. Raises AssertionError for one that tells of a failure of ours."""
    assert refused.exit_code < PiiscanError.exit_code, refused
    return str(refused)
