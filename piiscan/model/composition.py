"""What a partner has who holds more than one release of one table."""

from __future__ import annotations

from dataclasses import dataclass

from piiscan.model.finding import Incomplete

__all__ = ["Composition", "Differing", "Overlap"]


@dataclass(frozen=True, slots=True)
class Differing:
    """A column of which two copies say different things; `here` and `there` are how each was masked, in words."""

    column: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """A table of one release that another one holds as well, and what the two copies tell together.

    `release` is the other one, `state` how that stands, `other` what the table is called there. `rows` and `others` are
    those of the copies, without canaries. `apart` counts rows by which they differ, where these are less than `few`;
    it is 0 where as many rows are not proven to be the same ones, and None where the number of rows tells nobody.
    `joined` are columns whose equal values are one person's in both, `common` other columns that are the same in both.
    """

    release: str
    state: str
    table: str
    other: str
    rows: int
    others: int
    few: int
    apart: int | None
    joined: tuple[str, ...]
    common: tuple[str, ...]
    differing: tuple[Differing, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """All overlaps of a release with others of its partner; `incomplete` names what could not be compared."""

    overlaps: tuple[Overlap, ...]
    incomplete: tuple[Incomplete, ...] = ()
