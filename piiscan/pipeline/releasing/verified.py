"""A verified copy on its way into a release, with all that it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from piiscan.keys import MasterKey
from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.sources import ReadOptions

__all__ = ["Verified"]


@dataclass(frozen=True, slots=True)
class Verified:
    """`place` is where it lies, `key` has masked it, `secret` is the scan key of the workspace."""

    source: Path
    place: Path
    release: str
    plan: Plan
    findings: Findings
    key: MasterKey
    secret: MasterKey
    options: ReadOptions
