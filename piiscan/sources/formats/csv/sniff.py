"""The layout of delimited text, by its first rows; None where it is not a table."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from piiscan.sources.formats.csv.dialect import Dialect, Quote
from piiscan.sources.formats.csv.header import is_header
from piiscan.sources.formats.csv.layout import Layout
from piiscan.sources.formats.csv.record import Record
from piiscan.sources.formats.csv.records import Reading
from piiscan.sources.formats.csv.top import top
from piiscan.sources.options import ReadOptions

SUFFIXES = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".psv": "|"}
"""Suffixes of files that are tables whatever they look like, and the delimiter of those with one column."""

LOG = ".log"
"""The suffix of files whose lines are messages, unless a header says otherwise, however many commas stand in each."""

DELIMITERS = "\t|;,^\x01\x1f"
"""In the order in which they are believed when two fit equally well: the comma stands in many a sentence."""

_ROWS = 1000
_CELL = 64
"""Characters of the longest cell in a first row that begins a table without such a suffix."""
_SEPARATOR = re.compile(r"(?i)\"?sep=([^a-z0-9\"'\r\n])\"?\r?\n")
"""The first line that Excel reads a delimiter from, and shows nobody."""
_DECIMAL = re.compile(r"[-+]?\s?[0-9]{1,3}(?:[.,' ]?[0-9]{3})*(?:[.,][0-9]+)?\s?[%€$£]?|[-+]?[0-9]+(?:[.,][0-9]+)?")
_LISTED = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|[+(]?[0-9][0-9() .+-]{3,}[0-9]X?", re.ASCII | re.IGNORECASE)
"""A value that makes a list of itself, one a line: an e-mail address, or a number of a person or an account."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a dialect fits: `share` of the rows have `width` fields, and `clean` of the cells hold one value."""

    dialect: Dialect
    width: int
    share: float
    clean: float

    @property
    def score(self) -> float:
        return self.share * self.clean * (1 - 1 / self.width)


def sniff(text: str, whole: bool, suffix: str, options: ReadOptions) -> Layout | None:
    """How the file is laid out. `text` is its head, or the `whole` of it, without a byte order mark."""
    text = text if whole else text[: max(text.rfind("\n"), text[:-1].rfind("\r")) + 1]
    separator = _SEPARATOR.match(text)
    mark = separator[0] if separator else ""
    text = text[len(mark) :]
    delimiters = options.delimiter or (separator[1] if separator else DELIMITERS)
    fits = [fit for dialect in _dialects(text, delimiters) if (fit := _fit(text, dialect)) is not None]
    best = max((fit for fit in fits if fit.share >= 0.5), key=lambda fit: fit.score, default=None)
    if best is None:
        best = _one_column(text, Dialect(options.delimiter or SUFFIXES.get(suffix, ","), _quote(text, ",")))
    if best is None:
        return None
    layout, rows = _layout(text, best, mark, options.header)
    if suffix == LOG and not (options.delimiter or layout.headers):
        return None
    return layout if mark or suffix in SUFFIXES or _is_table(layout, rows, best) else None


def _dialects(text: str, delimiters: str) -> Iterator[Dialect]:
    """Backslashes escape for sure where else a quote would stand in the middle of a field."""
    for delimiter in filter(text.__contains__, delimiters):
        quote = _quote(text, delimiter)
        escaped = '\\"' in text
        if not (escaped and re.search(rf"\\\"[^{re.escape(delimiter)}\"\r\n]", text)):
            yield Dialect(delimiter, quote)
        if escaped or "\\" + delimiter in text:
            yield Dialect(delimiter, quote, "\\")


def _quote(text: str, delimiter: str) -> Quote | None:
    """Single quotes where there are no others; none where fields begin with one and none ends with one."""
    d = re.escape(delimiter)
    if '"' not in text:
        single = "'" in text and len(re.findall(rf"(?m)(?:^|{d})'[^'\n]*'(?=[{d}\r\n])", text)) >= 2
        return "'" if single else '"'
    opened = sum(text.count(before + '"') for before in (delimiter, "\n", "\r"))
    closed = opened < 3 or re.search(rf'(?m)(?:^|{d})"(?:[^"]|"")*+"(?=[{d}\r\n]|\Z)', text)
    return '"' if closed else None


def _fit(text: str, dialect: Dialect) -> Fit | None:
    rows = [record.fields for record in islice(_read(text, dialect), _ROWS) if record.fields]
    widths = Counter(len(row) for row in rows if len(row) > 1 or not row[0].startswith("#"))
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if width < 2:
        return None
    cells = [cell for row in rows if len(row) == width for cell in row]
    others = re.compile(f"[{re.escape(DELIMITERS.replace(dialect.delimiter, '').replace('^', ''))}]")
    clean = sum(not others.search(cell) or bool(_DECIMAL.fullmatch(cell)) for cell in cells)
    return Fit(dialect, width, count / sum(widths.values()), clean / len(cells))


def _read(text: str, dialect: Dialect, hashed: int | None = None) -> Reading:
    return Reading(io.StringIO(text, newline=""), dialect, hashed)


def _one_column(text: str, dialect: Dialect) -> Fit | None:
    return Fit(dialect, 1, 1.0, 1.0) if text.strip() else None


def _layout(text: str, fit: Fit, mark: str, header: bool | None) -> tuple[Layout, list[Record]]:
    """The layout, and the rows seen below its header."""
    first = islice(_read(text, fit.dialect), _ROWS)
    rows = sum(len(record.fields or []) == fit.width and record.raw.startswith("#") for record in first)
    hashed = fit.width if fit.width > 1 and rows < 2 else None
    records = list(islice(_read(text, fit.dialect, hashed), _ROWS))
    above = top(records, fit.width, header)
    return Layout(fit.dialect, fit.width, mark, above, hashed), records[len(above) :]


def _is_table(layout: Layout, rows: Sequence[Record], fit: Fit) -> bool:
    """Not prose: in that, a blank follows the comma. One column needs a heading, or values that make a list.

    Below a title stands a header and more than a few rows.
    """
    records = [*layout.headers, *(row.fields for row in rows if row.fields)]
    titled = any(text.strip() and not text.startswith("#") for text in layout.texts)
    if not records or (titled and (not layout.headers or len(records) < 4)):
        return False
    if fit.width == 1:
        single = all(len(cells) == 1 and " " not in cells[0] for cells in records)
        listed = all(_LISTED.fullmatch(cells[0]) for cells in records)
        return len(records) > 2 and single and (listed or bool(layout.headers))
    first = records[0]
    share = sum(len(cells) == fit.width for cells in records) / len(records)
    plain = all(len(cell) <= _CELL for cell in first) and not any(cell.startswith(" ") for cell in first)
    telling = fit.width > 2 or fit.dialect.delimiter != "," or is_header(records)
    return share >= 0.95 and len(records) > 1 and plain and telling
