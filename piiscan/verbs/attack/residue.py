"""Residue: does any strong identifier of the source stand anywhere in the copy, written in one of twelve ways?

Identifiers of all tables are looked for in all tables, texts and files of the copy. Memory: eight octets for each
identifier, and 16 for each of its six digests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import md5, sha1, sha256
from secrets import randbits

import polars as pl

from piiscan.model.attack import Attack
from piiscan.model.recognizer import Recognizer
from piiscan.model.text import as_text
from piiscan.transforms.pseudonym import TOKEN
from piiscan.verbs.attack.digests import digest
from piiscan.verbs.attack.encodings import UNDONE, hex_digests
from piiscan.verbs.mask import KEEP, Masker
from piiscan.verbs.verify.declared import CUT, elements, flat, undeclared, written
from piiscan.verbs.verify.known import Known

_DIGESTS = {"digest": pl.UInt64, "hash": pl.UInt64}


class Residue:
    """Remembers what nobody should find, then looks for it. `recognizers` by entity."""

    def __init__(self, recognizers: Mapping[str, Recognizer]) -> None:
        self._known, self._seed = Known(recognizers), randbits(63)
        self._digests = pl.DataFrame(schema=_DIGESTS)
        self._like_numbers: set[str] = set()
        self._met: defaultdict[str, set[int]] = defaultdict(set)

    def remember(self, masker: Masker, source: pl.DataFrame) -> None:
        """`source`: a batch as text."""
        for name, step in masker.steps.items():
            if step.operator == KEEP or step.entity is None or not self._known.strong(step.entity):
                continue
            if masker.operators[name].promises.format_preserving:
                self._like_numbers.add(step.entity)
            values = elements(source[name]).unique()
            self._known.remember(step.entity, values)
            self._remember_digests(values.to_frame("value").with_columns(form=masker.canonical(name)(pl.col("value"))))

    def search_cells(self, masker: Masker, copy: pl.DataFrame) -> None:
        """`copy`: a batch of the copy. Cells that look as their operator says hold nothing but digests."""
        texts = as_text(copy)
        self._search_digests(pl.concat([flat(column).rename("value") for column in texts]).drop_nulls())
        searched = written(masker, texts) | undeclared(masker, texts)
        self._search([column.drop_nulls() for column in searched.values()], frozenset())

    def search_text(self, texts: pl.Series) -> None:
        """Lines, or octets as Latin-1. Numbers that have the form of the source meet by chance, and do not count."""
        self._search_digests(texts)
        self._search([texts.str.replace_all(TOKEN, CUT)], self._like_numbers)

    def attacks(self) -> Iterator[Attack]:
        if len(self._known):
            yield Attack(
                "residue",
                "",
                "every strong identifier, in twelve ways to write it",
                len(set().union(*self._met.values())),
                len(self._known),
                "mask the column or text it stands in, or drop it",
                {way: len(found) for way, found in self._met.items() if found},
                unit="identifiers",
            )

    def _remember_digests(self, values: pl.DataFrame) -> None:
        known = values.filter(pl.col("form") != "").unique("form")
        known = known.with_columns(hash=self._known.keys(known["form"]))
        parts = [
            known.select(digest=digest(known[written_as], algorithm).hash(self._seed), hash="hash")
            for written_as in ("value", "form")
            for algorithm in (md5, sha1, sha256)
        ]
        self._digests = pl.concat([self._digests, *parts]).unique()

    def _search_digests(self, texts: pl.Series) -> None:
        found = hex_digests(texts).hash(self._seed).rename("digest").to_frame().unique()
        self._met["md5, sha-1, sha-256"].update(found.join(self._digests, on="digest")["hash"])

    def _search(self, columns: list[pl.Series], apart: frozenset[str] | set[str]) -> None:
        texts = (
            pl.concat([column.rename("value") for column in columns]).unique() if columns else pl.Series("value", [""])
        )
        plainly: set[int] = set()
        for way, undo in UNDONE.items():
            met = self._known.met(undo(texts).rename("value"))
            found = {key for entity, keys in met.items() if entity not in apart for key in keys} - plainly
            plainly = plainly or found
            self._met[way].update(found)
