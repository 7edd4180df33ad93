"""find: where one person's identifiers stand, in cells and texts, however they are written there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from piiscan.detection.normal import fold
from piiscan.detection.search.runs import digit_runs, spans
from piiscan.detection.text.escapes import plain
from piiscan.model.recognizer import Recognizer
from piiscan.verbs.mask import canonical_of
from piiscan.verbs.verify.known import END, PIECE

__all__ = ["TOKEN", "Identifier", "Sought"]

TOKEN = "TOKEN"
"""The kind of a pseudonym."""

_WORD = 6
"""Bytes from which a value is looked for within texts: two Chinese characters, or six letters."""


_SURE = 30
"""Bits of a value that one other row in a billion has by accident."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """One value that identifies the person; `entity` is None where its kind is not known."""

    value: str
    entity: str | None


class Sought:
    """What is known of one person, ready to be looked for. `tokens` are pseudonyms of theirs."""

    def __init__(
        self, identifiers: Sequence[Identifier], recognizers: Mapping[str, Recognizer], tokens: Sequence[str] = ()
    ) -> None:
        self._recognizers = recognizers
        self._forms = {entity: self._canonical(entity, values) for entity, values in _by_entity(identifiers).items()}
        self._words = {entity: _words(values) for entity, values in _by_entity(identifiers).items()}
        self._tokens = pl.Series("value", tokens, pl.String)

    def standing_in(self, cells: pl.Series) -> pl.DataFrame:
        """`row` (UInt32, from 0) and `entity` of every identifier that stands in a cell (String), each pair once."""
        rows = plain(fold(cells.fill_null(""))).rename("value").to_frame().with_row_index("row")
        rows = rows.filter(pl.col("value") != "")
        found = pl.concat([*self._whole(rows), *self._within(rows)])
        return found.unique(maintain_order=True)

    def whole(self, cells: pl.Series, entity: str) -> pl.Series:
        """Boolean: which cells (String) are one of the identifiers of this kind, and nothing else."""
        forms = self._forms.get(entity)
        if forms is None:
            return pl.repeat(False, len(cells), eager=True)
        canonical = canonical_of(entity, self._recognizers)
        folded = plain(fold(cells.fill_null(""))).rename("value").to_frame()
        return folded.select(canonical(pl.col("value")).is_in(forms.implode()).fill_null(value=False)).to_series()

    def sure(self, entity: str) -> bool:
        """Whether nobody else has the same by accident."""
        found = self._recognizers.get(entity)
        return entity == TOKEN or (found is not None and found.bits >= _SURE)

    def _whole(self, rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Cells and pieces of cells that are an identifier in some spelling, or a token."""
        pieces = pl.concat([rows, *_pieces(rows)])
        yield _of(pieces.filter(pl.col("value").is_in(self._tokens.implode())), TOKEN)
        for entity, forms in self._forms.items():
            looked = pieces if self.sure(entity) else rows
            canonical = canonical_of(entity or None, self._recognizers)
            yield _of(looked.filter(canonical(pl.col("value")).is_in(forms.implode())), entity)

    def _within(self, rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Cells that hold an identifier as it was given."""
        lowered = pl.col("value").str.to_lowercase()
        for entity, words in self._words.items():
            if words:
                yield _of(rows.filter(lowered.str.contains_any(words)), entity)

    def _canonical(self, entity: str, values: pl.Series) -> pl.Series:
        forms = values.to_frame("value").select(canonical_of(entity or None, self._recognizers)(pl.col("value")))
        return forms.to_series().drop_nulls().unique()


def _by_entity(identifiers: Sequence[Identifier]) -> dict[str, pl.Series]:
    kinds = sorted({known.entity or "" for known in identifiers})
    return {
        kind: fold(pl.Series("value", [i.value for i in identifiers if (i.entity or "") == kind], pl.String))
        for kind in kinds
    }


def _words(values: pl.Series) -> list[str]:
    return values.filter(values.str.len_bytes() >= _WORD).str.to_lowercase().to_list()


def _pieces(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    stretches = spans(rows, PIECE)
    yield stretches
    yield stretches.with_columns(pl.col("value").str.strip_chars(END))
    yield digit_runs(rows).select(rows.columns)


def _of(rows: pl.DataFrame, entity: str) -> pl.DataFrame:
    return rows.select("row", entity=pl.lit(entity, pl.String))
