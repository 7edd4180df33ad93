"""Check 2: nothing that identifies the person of a row stands in that row of the copy.

A value of six characters or more, or of two Han characters or more, must not stand there at all. A shorter one
(a customer number 17), and the guarded parts of a longer one, can meet their like by accident, so they are counted
as whole words against the same column moved by one row, where nothing but accident is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import sqrt

import polars as pl

from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.model.verification import Check
from piiscan.verbs.mask import KEEP, Masker, identifies
from piiscan.verbs.verify.inspection import flat

_LONG = r"^(?:.{6,}|.*[\u3400-\u9fff].*[\u3400-\u9fff].*)$"
_NO_WORD = r"[^0-9A-Za-z\u00c0-\u024f\u3400-\u9fff]+"
_HAN_NAME, _LATIN_NAME = r"^[\u3400-\u9fff]([\u3400-\u9fff]{2,3})$", r"^([^\s,]{2,})\s+\S{2,}"
_NUMBER = r"[0-9 -]{5,}([0-9]{4})$"
_SAYS_SO = r"(?i:尾号|尾號|末四位|后四位|後四位|卡号|卡號|手机|手機|电话|電話|ending|last four|card|phone)[^0-9]{0,12}"
_SIGMAS = 5.0
"""Standard deviations above accident: less than one false alarm in three million checks."""


class OwnRow:
    """Looks for each row's own identifiers in all columns of its copy."""

    def __init__(self, masker: Masker) -> None:
        self._masker = masker
        self._names = [
            name
            for name, step in masker.steps.items()
            if step.operator != KEEP and identifies(step, masker.means.recognizers)
        ]
        self._found: Counter[str] = Counter()
        self._accidents: Counter[str] = Counter()

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        texts, copy = as_text(source), as_text(masked)
        row = _row(copy)
        for name in self._names:
            rows = texts.select(value=name, row=row, others=_row(copy.drop(name, strict=False)))
            if isinstance(texts.schema[name], pl.List):
                rows = rows.explode("value")
            self._count(name, rows.filter(pl.col("value").str.strip_chars() != ""))

    def check(self, copy: Table) -> Check:
        problems = [
            f"column {what} stands in {n} rows of the copy"
            for what, n in self._found.items()
            if n > self._accidents[what] + _SIGMAS * sqrt(self._accidents[what])
        ]
        return Check("own row", self._masker.table.key, tuple(problems), {"columns": len(self._names)})

    def _count(self, name: str, rows: pl.DataFrame) -> None:
        value = pl.col("value").str.strip_chars()
        is_long = value.str.contains(_LONG)
        self._found[name] += rows.select((is_long & pl.col("row").str.contains(value, literal=True)).sum()).item()
        self._words(name, rows, pl.when(~is_long).then(value), "row")
        if self._masker.steps[name].entity == "PERSON":
            for form in (_HAN_NAME, _LATIN_NAME):
                self._words(f"{name}, given name", rows, value.str.extract(form), "others")
        else:
            self._endings(name, rows, value.str.extract(_NUMBER))

    def _words(self, what: str, rows: pl.DataFrame, word: pl.Expr, where: str) -> None:
        words = rows.select(word=word, text=_as_words(pl.col(where))).with_columns(other=pl.col("word").shift(1))
        words = words.filter(pl.col("word") != pl.col("other"))
        found, accidents = words.select(own=_stands("word").sum(), other=_stands("other").sum()).row(0)
        self._found[what] += found
        self._accidents[what] += accidents

    def _endings(self, name: str, rows: pl.DataFrame, ending: pl.Expr) -> None:
        said = rows.select(ending=ending, said=pl.col("others").str.extract_all(_SAYS_SO + "[0-9]{4}(?-u:\\b)"))
        said = said.filter(pl.col("said").list.len() > 0).explode("said").drop_nulls()
        repeated = said.select(pl.col("said").str.ends_with(pl.col("ending")).sum()).item()
        self._found[f"{name}, last four digits"] += repeated


def _row(copy: pl.DataFrame) -> pl.Series:
    """All cells of each row as one text."""
    cells: Iterator[pl.Expr] = (flat(pl.col(name), dtype) for name, dtype in copy.schema.items())
    return copy.select(pl.concat_str([pl.lit(""), *cells], separator="\x1f", ignore_nulls=True)).to_series()


def _as_words(text: pl.Expr) -> pl.Expr:
    return pl.concat_str(pl.lit(" "), text.str.replace_all(_NO_WORD, " "), pl.lit(" "))


def _stands(word: str) -> pl.Expr:
    return pl.col("text").str.contains(pl.concat_str(pl.lit(" "), pl.col(word), pl.lit(" ")), literal=True)
