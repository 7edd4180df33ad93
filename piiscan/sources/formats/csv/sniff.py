"""The dialect of delimited text, by its first rows; None where it is not a table."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import Literal, NamedTuple

from piiscan.sources.formats.csv.dialect import Dialect
from piiscan.sources.formats.csv.header import has_header
from piiscan.sources.formats.decoding import LONGEST
from piiscan.sources.options import ReadOptions

SUFFIXES = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".psv": "|"}
"""Suffixes of files that are tables whatever they look like, and the delimiter of those with one column."""

DELIMITERS = "\t|;,"
"""In the order in which they are believed when two fit equally well: the comma stands in many a sentence."""

_ROWS = 1000
_CELL = 64
"""Characters of the longest cell in a first row that begins a table without such a suffix."""


class Fit(NamedTuple):
    """How well a delimiter fits: the share of rows that have the most common number of fields."""

    share: float
    width: int
    delimiter: str
    rows: list[list[str]]


def sniff(text: str, whole: bool, suffix: str, options: ReadOptions) -> tuple[Dialect, list[str]] | None:
    """The dialect, and the cells of the first row. `text` is the head of the file, or the `whole` of it."""
    text = text if whole else text[: text.rfind("\n") + 1]
    quote = _quote(text)
    fits = [fit for d in options.delimiter or DELIMITERS if (fit := _fit(text, d, quote)) is not None]
    best = max(fits, key=lambda fit: (fit.share, fit.width), default=None)
    best = best if best is not None and best.share >= 0.5 and best.width > 1 else _one_column(text, suffix, quote)
    if best is None or not (suffix in SUFFIXES or _is_table(best)):
        return None
    header = has_header(best.rows) if options.header is None else options.header
    dialect = Dialect(best.delimiter, quote, header)
    return _with_quoting(dialect, best.rows, text), best.rows[0]


def _quote(text: str) -> Literal['"', "'"]:
    single = '"' not in text and len(re.findall(r"(?m)(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|\r\n])", text)) >= 2
    return "'" if single else '"'


def _fit(text: str, delimiter: str, quote: str) -> Fit | None:
    csv.field_size_limit(LONGEST)
    lines = io.StringIO(text, newline="")
    rows = list(islice(csv.reader(lines, delimiter=delimiter, quotechar=quote), _ROWS))
    widths = Counter(len(row) for row in rows if row)
    if not widths or not rows[0]:
        return None
    width, count = widths.most_common(1)[0]
    return Fit(count / sum(widths.values()), width, delimiter, rows)


def _one_column(text: str, suffix: str, quote: str) -> Fit | None:
    """A list of values under a heading, or a file that calls itself a table."""
    fit = _fit(text, SUFFIXES.get(suffix, ","), quote)
    if fit is None or suffix in SUFFIXES:
        return fit
    single = all(len(row) == 1 and " " not in row[0] for row in fit.rows)
    return fit if single and len(fit.rows) > 2 and has_header(fit.rows) else None


def _is_table(fit: Fit) -> bool:
    """Not prose: in that, a blank follows the comma."""
    if fit.width == 1:
        return True
    first = fit.rows[0]
    plain = all(len(cell) <= _CELL for cell in first) and not any(cell.startswith(" ") for cell in first)
    telling = fit.width > 2 or fit.delimiter != "," or has_header(fit.rows)
    return fit.share >= 0.95 and len(fit.rows) > 1 and plain and telling


def _with_quoting(dialect: Dialect, rows: list[list[str]], text: str) -> Dialect:
    """All fields below the header are quoted if writing them so gives the text back."""
    always = replace(dialect, quoting="always")
    written = always.encode(rows[dialect.header :], "\n").removesuffix("\n").replace("\r\n", "\n")
    return always if written and written in text.replace("\r\n", "\n") else dialect
