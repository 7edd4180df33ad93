"""joins: columns that hold the same keys, as their sketches tell, or as foreign keys declare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from piiscan.model.evidence import Sketch
from piiscan.model.finding import ColumnFinding, TableFinding
from piiscan.model.recognizer import FREE_TEXT
from piiscan.model.tier import Role
from piiscan.verbs.linking import Groups
from piiscan.verbs.meeting import Hashes, Meeting, shares
from piiscan.verbs.references import Link

_NAMED = 20
"""Columns from which on no other is named that a column joins: of a thousand daily files each would name all others."""

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
    """The same tables, each column naming some that share its values, or are `declared` to.

    A direct identifier joins columns of its own entity in other tables, and of any other where the values of both are
    `telling`: the same keys may have been taken for something else, or for nothing, elsewhere.
    """
    known = [_Key(t, c, sketches[t.source, c.name], (t.source, c.name) in telling) for t in tables for c in t.columns]
    keys = [key for key in known if len(key.hashes) and (key.direct or key.telling) and not key.is_text]
    found = _declared(declared)
    for one, other in _Names(keys):
        found[one.place].add(other.name)
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


class _Names:
    """Which key names which; not all that it joins, where many join each other."""

    def __init__(self, keys: Sequence[_Key]) -> None:
        self._keys, self._direct = keys, np.flatnonzero(np.array([key.direct for key in keys], bool))
        self._among_all = Meeting([key.hashes for key in keys])
        self._among_direct = Meeting([keys[place].hashes for place in self._direct.tolist()])
        self._named, self._groups = np.zeros(len(keys), np.intp), Groups(len(keys))

    def __iter__(self) -> Iterator[tuple[_Key, _Key]]:
        """Each has as many as it may name, or all; and what all of them would link is linked."""
        for place in range(len(self._keys)):
            for other in self._others(place):
                if _joins(self._keys[place], self._keys[other]):
                    yield from self._both(place, other)

    def _others(self, place: int) -> Iterator[int]:
        """Those that may have values in common with a key: first those that need it, then as many as it needs."""
        key = self._keys[place]
        met = self._among_all.of(key.hashes) if key.direct else self._direct[self._among_direct.of(key.hashes)]
        labels = self._groups.labels
        needing = (self._named[met] < _NAMED) | (labels[met] != labels[place])
        yield from met[needing].tolist()
        for other in met[~needing].tolist():
            if self._named[place] >= _NAMED:
                return
            yield other

    def _both(self, place: int, other: int) -> Iterator[tuple[_Key, _Key]]:
        """Each names the other where it may; where neither may and nothing else links them, one does nevertheless."""
        strangers = self._groups.labels[place] != self._groups.labels[other]
        self._groups.link(place, other)
        both = [(place, other), (other, place)]
        for one, to in [pair for pair in both if self._named[pair[0]] < _NAMED] or both[:strangers]:
            self._named[one] += 1
            yield self._keys[one], self._keys[to]


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
