"""What other packs would make of a saved scan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flip:
    """A column with another verdict or tier (`clean, tier 1`); `after` is None where only a scan can tell."""

    source: str
    column: str
    before: str
    after: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`changed` names recognizers that are new or look at values in another way; None where that is not known.

    They may find what no header gives away in any column, so what is not listed is not thereby as it was.
    """

    columns: int
    flips: tuple[Flip, ...]
    changed: tuple[str, ...] | None
