"""Check 3: no strong identifier of the source stands anywhere in the copy, in whatever row, cell or text.

Strong are entities of 40 bits or more, or with a check digit: meeting one by accident is out of the question.
Both sides are compared by 64-bit keyed hashes of canonical forms, eight bytes for each distinct identifier.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from secrets import randbits

import polars as pl

from piiscan.detect.columns.forms import runs
from piiscan.model.recognizer import Recognizer
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.model.verification import Check
from piiscan.verbs.mask import KEEP, Masker, canonical_of

STRONG_BITS = 40
_PIECE = r"[^\s,;，；、。：:\"'<>()（）\[\]{}|=\u3400-\u9fff]{5,}"
"""What may be an identifier within a text: a stretch without blanks, brackets, quotes, separators or Han."""


class Anywhere:
    """Remembers the strong identifiers of the source, then looks for them in the copy."""

    def __init__(self, masker: Masker) -> None:
        self._masker, self._seed = masker, randbits(63)
        changed = {name: step for name, step in masker.steps.items() if step.operator != KEEP}
        self._entities = {name: e for name, step in changed.items() if (e := _strong(masker, step.entity))}
        self._seen: dict[str, pl.Series] = {}

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        texts = as_text(source.select(self._entities.keys()))
        fresh: dict[str, list[pl.Series]] = defaultdict(list)
        for name, entity in self._entities.items():
            fresh[entity].append(self._hashes(_cells(texts[name]), entity))
        for entity, hashes in fresh.items():
            known = [self._seen[entity]] if entity in self._seen else []
            self._seen[entity] = pl.concat([*known, *hashes]).unique()

    def check(self, copy: Table) -> Check:
        found: Counter[str] = Counter()
        for batch in copy.batches():
            for column in as_text(batch):
                pieces = list(_pieces(_cells(column)))
                for entity, seen in self._seen.items():
                    found[f"{entity} in column {column.name}"] += self._meets(pieces, entity, seen)
        problems = [f"{n} values of {what} stand in the source too" for what, n in found.items() if n]
        figures = {"identifiers": sum(map(len, self._seen.values()))}
        return Check("anywhere", self._masker.table.key, tuple(problems), figures)

    def _meets(self, pieces: list[pl.Series], entity: str, seen: pl.Series) -> int:
        hashes = pl.concat([self._hashes(p, entity) for p in pieces]).unique()
        return int(hashes.is_in(seen.implode()).sum())

    def _hashes(self, values: pl.Series, entity: str) -> pl.Series:
        canonical: Callable[[pl.Expr], pl.Expr] = canonical_of(entity, self._masker.means.recognizers)
        forms = values.to_frame("value").select(canonical(pl.col("value"))).to_series()
        return forms.drop_nulls().filter(forms.drop_nulls() != "").hash(self._seed).rename("hash")


def _strong(masker: Masker, entity: str | None) -> str | None:
    found: Recognizer | None = masker.means.recognizers.get(entity or "")
    return entity if found is not None and (found.bits >= STRONG_BITS or found.check) else None


def _cells(column: pl.Series) -> pl.Series:
    return (column.explode() if isinstance(column.dtype, pl.List) else column).drop_nulls().rename("value")


def _pieces(cells: pl.Series) -> Iterator[pl.Series]:
    """The cells themselves, the stretches within them, and their digit runs."""
    frame = cells.to_frame()
    yield cells
    yield frame.select(pl.col("value").str.extract_all(_PIECE)).to_series().explode().drop_nulls()
    yield frame.select(runs(pl.col("value"))).to_series().explode().drop_nulls()
