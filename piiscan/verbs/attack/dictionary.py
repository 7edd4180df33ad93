"""Dictionary: every possible value is tried, by all that needs no key, and by keys that come to mind.

The dictionary is the source itself, as if the whole space of telephones and identity numbers had been gone through:
who is not found with everybody's number in hand is not found with all numbers. (New York's taxi licences, hashed by
plain MD5, were all found within two minutes in 2014.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import md5, sha1, sha256, sha512

import polars as pl

from piiscan.keys import MasterKey
from piiscan.model.attack import Attack
from piiscan.verbs.attack.digests import Algorithm, digest
from piiscan.verbs.attack.rows import Distinct, cells, recurring
from piiscan.verbs.mask import Masker

_DIGESTS: tuple[Algorithm, ...] = (md5, sha1, sha256, sha512)
_SHORTEST = 16
"""Hex digits of a digest that are compared: a digest that was cut leads back all the same."""

_GUESSED = ("", "key", "secret", "password", "piiscan")
"""What somebody may have made a key of who thinks that nobody will try."""


class Dictionary:
    """Tries the columns whose outputs are the same for equal values."""

    def __init__(self, masker: Masker) -> None:
        self._masker, self._columns = masker, recurring(masker)
        self._found = {name: Distinct() for name in self._columns}
        self._tried, self._controlled = Distinct(), Distinct()
        self._by_key = Distinct()
        keys = [MasterKey(sha256(word.encode()).digest()) for word in _GUESSED]
        self._guesses = [replace(masker, means=replace(masker.means, key=key)) for key in keys]

    def see(self, source: pl.DataFrame, copy: pl.DataFrame, people: pl.Series) -> None:
        present = [name for name in self._columns if name in copy.columns]
        for guess in self._guesses:
            for name, found in self._made(guess, present, source, copy, people):
                self._found[name].add(found)
        if self._masker.means.key is not None:
            for _, found in self._made(self._masker, present, source, copy, people):
                self._by_key.add(found)
        for name in present:
            pairs = cells(source, copy, people, name)
            hashed = pairs.with_columns(token=digest(pairs["value"], sha256))
            self._found[name].add(self._hit(name, pairs))
            self._tried.add(pairs["person"])
            self._controlled.add(self._hit(name, hashed))

    def attacks(self, people: int) -> Iterator[Attack]:
        if not self._columns:
            return
        by_column = {name: n for name, found in self._found.items() if (n := len(found))}
        yield Attack(
            "dictionary",
            self._masker.table.key,
            "every value that may stand there, and no key",
            len(sum(self._found.values(), Distinct())),
            people,
            "a keyed operator: pseudonym, encrypt or fpe, and a random key",
            by_column,
            len(self._controlled) / len(self._tried) if len(self._tried) else None,
        )
        if self._masker.means.key is not None:
            key = "every value that may stand there, and the key"
            stops = "keep the key from whoever has the copy"
            yield Attack("with the key", self._masker.table.key, key, len(self._by_key), people, stops)

    def _made(
        self, masker: Masker, names: Sequence[str], source: pl.DataFrame, copy: pl.DataFrame, people: pl.Series
    ) -> Iterator[tuple[str, pl.Series]]:
        """Column, and the people in it whose token is what this masker makes of their value."""
        single = [name for name in names if not isinstance(source[name].dtype, pl.List)]
        for made in masker.masked(source, single):
            hit = (made == copy[made.name]) & (source[made.name] != "")
            yield made.name, people.filter(hit.fill_null(value=False))

    def _hit(self, name: str, pairs: pl.DataFrame) -> pl.Series:
        """People whose token is their value, or a digest of it."""
        canonical = self._masker.canonical(name)(pl.col("value"))
        known = pairs.select("value", form=canonical).unique("value")
        tokens, hit = pairs["token"].str.to_lowercase(), pairs["token"] == pairs["value"]
        for written in ("value", "form"):
            for algorithm in _DIGESTS:
                digests = known.select("value", digest=digest(known[written], algorithm).str.head(_SHORTEST))
                mine = pairs.select("value").join(digests, on="value", how="left", maintain_order="left")["digest"]
                hit |= tokens.str.head(_SHORTEST) == mine
        return pairs["person"].filter(hit.fill_null(value=False))
