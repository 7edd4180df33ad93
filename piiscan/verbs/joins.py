"""joins: columns that hold the same keys, as their sketches tell, or as foreign keys declare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from piiscan.model.evidence import Sketch
from piiscan.model.finding import ColumnFinding, TableFinding
from piiscan.model.recognizer import FREE_TEXT
from piiscan.model.tier import Role
from piiscan.verbs.meeting import Hashes, Meeting, shares
from piiscan.verbs.references import Link

Place = tuple[str, str]
"""Source of a table, and name of a column."""

_LONG = 6
"""Characters of a value that two columns do not share by accident."""

_SPARSE = 100
"""Numbers of a range for each one that occurs: denser ones are counted up, and meet whatever else is counted up."""

_FEWEST = 8
"""Values that columns of different kinds have in common at least, where they join."""


def joined(
    tables: Sequence[TableFinding],
    sketches: Mapping[Place, Hashes],
    telling: Collection[Place],
    declared: Iterable[Link] = (),
) -> list[TableFinding]:
    """The same tables, each column naming those that share its values, or are `declared` to.

    A direct identifier joins columns of its own entity in other tables, and of any other where the values of both are
    `telling`: the same keys may have been taken for something else, or for nothing, elsewhere.
    """
    known = [_Key(t, c, sketches[t.source, c.name], (t.source, c.name) in telling) for t in tables for c in t.columns]
    keys = [key for key in known if len(key.hashes) and (key.direct or key.telling) and not key.is_text]
    found = _declared(declared)
    for one, other in _meeting(keys):
        if _joins(one, other):
            found[one.place].add(other.name)
            found[other.place].add(one.name)
    return [
        replace(t, columns=tuple(replace(c, joins=tuple(sorted(found[t.source, c.name]))) for c in t.columns))
        for t in tables
    ]


def _declared(declared: Iterable[Link]) -> defaultdict[Place, set[str]]:
    """Both sides of foreign keys, each naming the other."""
    found: defaultdict[Place, set[str]] = defaultdict(set)
    for link in declared:
        for here, there in zip(link.columns, link.to, strict=False):
            found[link.child.source, here].add(f"{link.parent.name}.{there}")
            found[link.parent.source, there].add(f"{link.child.name}.{here}")
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    """A column that may be a key. `telling`: see there."""

    table: TableFinding
    column: ColumnFinding
    hashes: Hashes
    telling: bool

    @property
    def direct(self) -> bool:
        return self.column.role == Role.DIRECT_IDENTIFIER

    @property
    def is_text(self) -> bool:
        return self.column.entity == FREE_TEXT

    @property
    def place(self) -> Place:
        return self.table.source, self.column.name

    @property
    def name(self) -> str:
        return f"{self.table.table}.{self.column.name}"


def _meeting(keys: Sequence[_Key]) -> Iterator[tuple[_Key, _Key]]:
    """Pairs that may have values in common, one of them direct."""
    direct = [key for key in keys if key.direct]
    among_all, among_direct = (Meeting([key.hashes for key in some]) for some in (keys, direct))
    for key in keys:
        found, others = (among_all, keys) if key.direct else (among_direct, direct)
        yield from ((key, others[place]) for place in found.of(key.hashes))


def _joins(one: _Key, other: _Key) -> bool:
    same = one.direct and other.direct and one.column.entity == other.column.entity
    alike = same or (one.telling and other.telling)
    return alike and one.table is not other.table and shares(one.hashes, other.hashes, 2 if same else _FEWEST)


def telling(sketch: Sketch) -> bool:
    """Whether values like these are found in two columns only where both mean the same."""
    values = sketch.sample["value"]
    if values.is_empty() or values.str.len_chars().quantile(0.1) < _LONG:  # type: ignore[operator]
        return False
    numbers = values.cast(pl.Int64, strict=False)
    if numbers.null_count():
        return True
    return int(numbers.max()) - int(numbers.min()) > _SPARSE * sketch.distinct  # type: ignore[arg-type]
