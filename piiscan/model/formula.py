"""Cells that spreadsheet programs compute where they open a table as text: told, and kept from being made.

A program takes a cell for a formula by its first character. A formula can fetch pages, send what other cells hold
to them, and on old systems start programs (CWE-1236; OWASP, CSV Injection; ASVS 5.0, 1.2.10). A cell that was so
in the source stays as it is, and is reported. One that only a mask would make so gets an apostrophe in front,
which makes it a text.

The apostrophe can be taken off again without knowing more than the cell: a cell that begins with apostrophes and
goes on as a formula gets one more, so that `unquoted` is the exact inverse of `quoted`. An operator that can be
reversed is therefore reversed on what `unquoted` gives back; none that can exists yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

FORMATS = frozenset({"csv"})
"""What programs open as text; in a workbook every cell says whether it is a formula."""

SIGNS = "=+-@\t\r\n＝＋－＠"
"""Full-width ones are the same to programs in East Asia."""

_SIGN = rf"[{SIGNS.replace('-', '')}\-]"
_BARE, _ANY, _QUOTED = f"^{_SIGN}", f"^'*{_SIGN}", f"^'+{_SIGN}"
"""Without, with any number of, and with one apostrophe or more in front."""
_PLAIN = r"^[\s']*[+\-＋－]?\s*[$€£¥￥]?[0-9\s.,()/:%\-]*(?:[eE][+\-]?[0-9]+)?$"
"""Numbers, amounts, dates, telephone numbers, a dash: there is nothing to compute but a number."""


def formulas(values: pl.Series) -> pl.Series:
    """The positions (UInt32) of cells (String) that programs take for formulas."""
    return _matching(values, _BARE)


def made(before: pl.Series, after: pl.Series) -> pl.Series:
    """The positions of cells that were changed into formulas."""
    return _changed(before, after, formulas(after))


def quoted(before: pl.Series, after: pl.Series) -> pl.Series:
    """`after`, with an apostrophe in front of what was changed into a formula, or into a quoted one."""
    at = _changed(before, after, _matching(after, _ANY))
    return after.clone().scatter(at, "'" + after.gather(at)) if len(at) else after


def unquoted(before: pl.Series, after: pl.Series) -> pl.Series:
    """What `quoted` made `after` of, where it differs from `before`."""
    at = _changed(before, after, _matching(after, _QUOTED))
    return after.clone().scatter(at, after.gather(at).str.slice(1)) if len(at) else after


def _matching(values: pl.Series, begins: str) -> pl.Series:
    """Few cells begin with a sign, so the patterns see only those that may: comparing texts is ten times faster."""
    import polars as pl  # a report needs the signs only

    value = pl.col("value")
    may = (value < "0") | ((value >= "=") & (value < "A")) | (value >= "＋")
    few = pl.DataFrame({"value": values}).with_row_index("at").filter(may)
    if few.is_empty():  # a pattern is compiled even if nothing is searched
        return few["at"]
    return few.filter(value.str.contains(begins) & ~value.str.contains(_PLAIN))["at"]


def _changed(before: pl.Series, after: pl.Series, at: pl.Series) -> pl.Series:
    return at.filter(before.gather(at).ne_missing(after.gather(at)))
