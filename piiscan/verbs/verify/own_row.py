"""Check 2: nothing that identifies the person of a row stands in that row of the copy.

In texts nothing may be left that the row knows of its own people: whole values in any spelling, given names,
last digits that are said to be such; where surrogates were laid in, no more whole values than accident explains. In
columns that were kept, a long value must not stand at all. What is short, and the parts of what is long, can meet
their like there by accident; they are counted as whole words, and beside them the words of other rows, where nothing
but accident is left (`accident.py`).
"""

from __future__ import annotations

from collections import Counter

import polars as pl

from piiscan.detection.normal import fold
from piiscan.detection.text.own import own_spans
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.model.verification import Check
from piiscan.verbs.mask import KEEP, Masker, identifies
from piiscan.verbs.verify.accident import Meetings
from piiscan.verbs.verify.declared import CELL, ambiguous, undeclared, written
from piiscan.verbs.verify.parts import given_name, is_long, last_digits, said_digits, short, whole


class OwnRow:
    """Looks for each row's own identifiers in all columns of its copy."""

    def __init__(self, masker: Masker) -> None:
        self._masker = masker
        self._entities = {
            name: step.entity or ""
            for name, step in masker.steps.items()
            if step.operator != KEEP and identifies(step, masker.means.recognizers)
        }
        self._found: Counter[str] = Counter()
        self._meetings: dict[str, Meetings] = {}

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        own, copy = as_text(source.select(self._entities.keys())), as_text(masked)
        texts, others = written(self._masker, copy), undeclared(self._masker, copy)
        for name, text in texts.items():
            self._look_in_text(name, text, own)
        everything = _joined([*texts.values(), *others.values()], len(copy))
        for name in own.columns:
            beside = _joined([column for other, column in others.items() if other != name], len(copy))
            rows = pl.DataFrame({"value": own[name], "row": everything, "beside": beside})
            rows = rows.explode("value") if isinstance(own.schema[name], pl.List) else rows
            rows = rows.with_columns(value=_plain(rows["value"])).filter(pl.col("value") != "")
            self._look_beside(name, rows)
        for text_name, text in ambiguous(self._masker, copy).items():
            self._look_behind(text_name, text, own)

    def check(self, copy: Table) -> Check:
        found = self._found | Counter({what: m.found for what, m in self._meetings.items() if m.no_accident})
        problems = [f"column {what} stands in {n} rows of the copy" for what, n in sorted(found.items()) if n]
        return Check("own row", self._masker.table.key, tuple(problems), {"columns": len(self._entities)})

    def _look_in_text(self, text_name: str, text: pl.Series, own: pl.DataFrame) -> None:
        for spans in own_spans(text, own, self._entities).values():
            self._found.update({f"{span.of}, or a part of it in {text_name}," for span in spans})

    def _look_behind(self, text_name: str, text: pl.Series, own: pl.DataFrame) -> None:
        """Whole values in a text of which what looks declared was not cut out: surrogates meet them by accident."""
        for name in own.columns:
            rows = pl.DataFrame({"value": own[name], "text": _plain(text)})
            rows = rows.explode("value") if isinstance(own.schema[name], pl.List) else rows
            rows = rows.with_columns(value=_plain(rows["value"])).filter(is_long(pl.col("value")))
            self._meet(f"{name}, in {text_name},", rows, whole(pl.col("value")), pl.col("text"))

    def _look_beside(self, name: str, rows: pl.DataFrame) -> None:
        value, row = pl.col("value"), pl.col("row")
        self._found[name] += rows.select((is_long(value) & row.str.contains(value, literal=True)).sum()).item()
        self._meet(name, rows, short(value), pl.col("beside"))
        if self._entities[name] == "PERSON":
            self._meet(f"{name}, given name,", rows, given_name(value), pl.col("beside"))
        else:
            self._meet(f"{name}, last four digits,", rows, last_digits(value), said_digits(pl.col("beside")))

    def _meet(self, what: str, rows: pl.DataFrame, word: pl.Expr, where: pl.Expr) -> None:
        met = Meetings.of(rows.select(word=word, text=where))
        self._meetings[what] = self._meetings.get(what, Meetings()) + met


def _joined(columns: list[pl.Series], rows: int) -> pl.Series:
    """The cells of each row as one text, in plain form; an empty text without columns."""
    start = pl.Series("row", [""], pl.String).new_from_index(0, rows)
    frame = pl.DataFrame([start, *(column.alias(f"c{n}") for n, column in enumerate(columns))])
    return _plain(frame.select(pl.concat_str(pl.all(), separator=CELL, ignore_nulls=True)).to_series())


def _plain(values: pl.Series) -> pl.Series:
    return fold(values).str.strip_chars().str.to_lowercase()
