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
from piiscan.verbs.references import Link

Place = tuple[str, str]
"""Source of a table, and name of a column."""

_LONG = 6
"""Characters of a value that two columns do not share by accident."""

_SPARSE = 100
"""Numbers of a range for each one that occurs: denser ones are counted up, and meet whatever else is counted up."""

_FEWEST = 8
"""Values that columns of different kinds have in common at least, where they join."""

_SHARED = 0.9
"""Share of the smaller sketch that lies in the larger one, where columns join."""


def joined(
    tables: Sequence[TableFinding],
    sketches: Mapping[Place, frozenset[int]],
    telling: Collection[Place],
    declared: Iterable[Link] = (),
) -> list[TableFinding]:
    """The same tables, each column naming those that share its values, or are `declared` to.

    A direct identifier joins columns of its own entity in other tables, and of any other where the values of both are
    `telling`: the same keys may have been taken for something else, or for nothing, elsewhere.
    """
    known = [_Key(t, c, sketches[t.source, c.name], (t.source, c.name) in telling) for t in tables for c in t.columns]
    keys = [key for key in known if key.hashes and (key.direct or key.telling) and key.column.entity != FREE_TEXT]
    found = _declared(declared)
    for key in keys:
        found[key.table.source, key.column.name].update(_joining(key, keys))
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
    hashes: frozenset[int]
    telling: bool

    @property
    def direct(self) -> bool:
        return self.column.role == Role.DIRECT_IDENTIFIER


def _joining(key: _Key, keys: Sequence[_Key]) -> Iterator[str]:
    for other in keys:
        same = key.direct and other.direct and key.column.entity == other.column.entity
        alike = same or ((key.direct or other.direct) and key.telling and other.telling)
        if alike and other.table is not key.table and _shares(key.hashes, other.hashes, 2 if same else _FEWEST):
            yield f"{other.table.table}.{other.column.name}"


def telling(sketch: Sketch) -> bool:
    """Whether values like these are found in two columns only where both mean the same."""
    values = sketch.sample["value"]
    if values.is_empty() or values.str.len_chars().quantile(0.1) < _LONG:  # type: ignore[operator]
        return False
    numbers = values.cast(pl.Int64, strict=False)
    if numbers.null_count():
        return True
    return int(numbers.max()) - int(numbers.min()) > _SPARSE * sketch.distinct  # type: ignore[arg-type]


def _shares(one: frozenset[int], other: frozenset[int], fewest: int) -> bool:
    """Whether the smaller sketch occurs in the other, below the largest hash both have seen."""
    if one.isdisjoint(other):
        return False
    seen = min(max(one), max(other))
    small, large = sorted(({h for h in one if h <= seen}, {h for h in other if h <= seen}), key=len)
    return len(small) >= fewest and len(small & large) >= _SHARED * len(small)
