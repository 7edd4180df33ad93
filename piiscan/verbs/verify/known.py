"""Strong identifiers remembered as 64-bit keyed hashes of their canonical forms: eight bytes for each.

Strong are entities of 40 bits or more, or with a check digit: meeting one by accident is out of the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from secrets import randbits

import polars as pl

from piiscan.detection.normal import fold
from piiscan.detection.search.runs import digit_runs
from piiscan.model.recognizer import Recognizer
from piiscan.verbs.mask import canonical_of

STRONG_BITS = 40
PIECE = r"[^\s,;，；、。：:\"'<>()（）\[\]{}|=\u3400-\u9fff\x1f]{5,}"
"""What may be an identifier within a text: a stretch without blanks, brackets, quotes, separators or Han."""
END = ".!?-_/*~"
"""Punctuation that ends a stretch without being part of it."""


class Known:
    """Remembers identifiers of the source, and counts which of them stand in cells and texts of the copy."""

    def __init__(self, recognizers: Mapping[str, Recognizer]) -> None:
        self._recognizers, self._seed = recognizers, randbits(63)
        self._seen: dict[str, pl.Series] = {}

    def __len__(self) -> int:
        return sum(map(len, self._seen.values()))

    def strong(self, entity: str | None) -> bool:
        found = self._recognizers.get(entity or "")
        return found is not None and (found.bits >= STRONG_BITS or found.check is not None)

    def remember(self, entity: str, values: pl.Series) -> None:
        """`values`: String without nulls."""
        known = [self._seen[entity]] if entity in self._seen else []
        self._seen[entity] = pl.concat([*known, self._hashes(values, entity)]).unique()

    def standing_in(self, cells: pl.Series) -> dict[str, int]:
        """Entity -> how many of its identifiers stand in the cells (String without nulls), or in a part of one."""
        return {entity: len(met) for entity, met in self.met(cells).items()}

    def met(self, cells: pl.Series) -> dict[str, pl.Series]:
        """Entity -> the keys of those."""
        folded = fold(cells.filter(cells != "").unique())
        pieces = pl.concat(_pieces(folded)).unique()
        return {entity: self._meets(folded, pieces, entity) for entity in self._seen if len(folded)}

    def keys(self, forms: pl.Series) -> pl.Series:
        """What canonical forms are remembered by."""
        return forms.hash(self._seed).rename("hash")

    def _meets(self, cells: pl.Series, pieces: pl.Series, entity: str) -> pl.Series:
        hashes = self._hashes(pl.concat([pieces, *self._extracted(cells, entity)]), entity).unique()
        return hashes.filter(hashes.is_in(self._seen[entity].implode()))

    def _extracted(self, cells: pl.Series, entity: str) -> Iterator[pl.Series]:
        """What the entity's own patterns see, whatever stands around it and inside."""
        if patterns := self._recognizers[entity].patterns:
            bodies = "|".join(f"(?:{pattern.body})" for pattern in patterns)
            yield _exploded(cells, pl.col("value").str.extract_all(bodies))

    def _hashes(self, values: pl.Series, entity: str) -> pl.Series:
        canonical = canonical_of(entity, self._recognizers)
        forms = values.unique().to_frame("value").select(canonical(pl.col("value"))).to_series().drop_nulls()
        return self.keys(forms.filter(forms != ""))


def _pieces(cells: pl.Series) -> Iterator[pl.Series]:
    """The cells themselves, the stretches within them, and their digit runs."""
    stretches = _exploded(cells, pl.col("value").str.extract_all(PIECE))
    yield cells
    yield stretches
    yield stretches.str.strip_chars(END)
    yield digit_runs(cells.to_frame("value"))["value"]


def _exploded(cells: pl.Series, found: pl.Expr) -> pl.Series:
    return cells.to_frame("value").select(found).to_series().explode().drop_nulls().rename("value")
