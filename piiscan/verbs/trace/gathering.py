"""What a delivery holds, gathered into filters, one for all columns whose values are made alike."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

import polars as pl

from piiscan.verbs.trace.bloom import Bloom, Keys
from piiscan.verbs.trace.chance import at_most, met_again
from piiscan.verbs.trace.pieces import canonical, keys_of
from piiscan.verbs.trace.sketch import Known

__all__ = ["Gathering"]

_WEAK = 0.25
"""What is met as often by chance says too little to be kept."""


@dataclass(slots=True)
class _Trial:
    """How many values that are not of the delivery were tried, and were met."""

    met: int = 0
    tried: int = 0


@dataclass(slots=True)
class _Alike:
    """`trials` are those with the tokens of other keys, and with values that were never masked."""

    columns: list[str] = field(default_factory=list)
    expected: int = 0
    filter: Bloom | None = None
    trials: list[_Trial] = field(default_factory=lambda: [_Trial(), _Trial()])

    @property
    def chance(self) -> float:
        """That of the kind of trial in which more is met; certainty where nothing was tried."""
        return max((at_most(trial.met, trial.tried) for trial in self.trials if trial.tried), default=1.0)


class Gathering:
    """Announce all columns first, then add what the delivery holds, then try what it does not."""

    def __init__(self, subkey: str) -> None:
        self._subkey = subkey
        self._alike: dict[Hashable, _Alike] = {}
        self._rows: list[Known] = []
        self._canaries: list[Known] = []

    def announce(self, group: Hashable, column: str, distinct: int) -> None:
        """A column with about so many different tokens, which are made as those of its group are."""
        alike = self._alike.setdefault(group, _Alike())
        alike.columns.append(column)
        alike.expected += distinct

    def add(self, group: Hashable, tokens: pl.Series) -> None:
        alike = self._alike[group]
        if alike.filter is None:
            alike.filter = Bloom.sized(alike.expected)
        alike.filter.add(self._keys(tokens))

    def wants(self, group: Hashable, enough: int) -> bool:
        """Whether something was added there, and fewer tokens of other keys were tried than is enough."""
        alike = self._alike.get(group)
        return alike is not None and alike.filter is not None and alike.trials[0].tried < enough

    def wanting(self, enough: int) -> bool:
        """Whether that holds of any group."""
        return any(self.wants(group, enough) for group in self._alike)

    def compare(self, group: Hashable, others: pl.Series, unmasked: bool = False) -> None:
        """Values of the same kind that are not of this delivery, each as often as it comes: all met are met by chance.

        What is frequent counts for more, as it is what a fragment mostly holds.
        """
        alike, keys = self._alike[group], keys_of(canonical(others).drop_nulls(), self._subkey)
        if alike.filter is not None:
            alike.trials[unmasked].met += int(alike.filter.holds(keys).sum())
            alike.trials[unmasked].tried += len(keys)

    def rows(self, columns: tuple[str, ...], keys: Keys) -> None:
        """One combination of kept columns, of all rows."""
        chance = met_again(keys)
        if chance <= _WEAK:
            bloom = Bloom.sized(len(keys))
            bloom.add(keys)
            self._rows.append(Known("rows", columns, len(keys), max(chance, bloom.chance), bloom))

    def add_canaries(self, group: Hashable, column: str, tokens: pl.Series) -> None:
        """Some of what the delivery holds, that is nobody's, of a group whose tokens are unique.

        So each is met by chance as often as each other of its group, of which foreign ones were tried before.
        """
        alike, keys = self._alike[group], self._keys(tokens)
        bloom = Bloom.sized(len(keys))
        bloom.add(keys)
        chance = alike.chance * min(1.0, len(keys) / max(1, alike.expected))
        self._canaries.append(Known("canaries", (column,), len(keys), max(chance, bloom.chance), bloom))

    def known(self) -> tuple[Known, ...]:
        """All filters that tell something."""
        filled = [(alike, alike.filter) for alike in self._alike.values() if alike.filter is not None]
        tokens = [
            Known("tokens", tuple(alike.columns), alike.expected, max(alike.chance, bloom.chance), bloom)
            for alike, bloom in filled
        ]
        return tuple(one for one in (*self._canaries, *tokens, *self._rows) if one.chance <= _WEAK)

    def _keys(self, values: pl.Series) -> Keys:
        return keys_of(canonical(values).drop_nulls().unique(), self._subkey)
