"""Dates of birth among dates that no header names, told by how far they spread.

Events of one table (orders, visits, entries) lie within a few years; the births of its people lie as far apart as
their ages.
"""

from __future__ import annotations

from collections.abc import Iterable

from piiscan.detection.cells import formed
from piiscan.detection.headers import split
from piiscan.detection.verdict import weights
from piiscan.detection.verdict.reasons import PRIOR, Candidate
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.finding import Reason
from piiscan.model.recognizer import Recognizer

_BIRTH = "DATE_OF_BIRTH"
_DATES = 0.9
"""Share of values that are dates of the calendar, with a day."""

_FEW = 8
"""Dates below which a spread is an accident."""

_SPREAD = 25
"""Years between the tenth and the ninetieth percentile from which dates lie as far apart as ages do."""

_YEAR = r"(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)|^((?:19|20)[0-9]{2})[0-9]{4}$"
_SILENT = frozenset("column col c f field unnamed val value var attribute attr x v".split())
"""Words of headers that programs give where there is none."""


def candidates(view: ColumnView, recognizers: Iterable[Recognizer]) -> list[Candidate]:
    """The column as dates of birth; none where its header says something, or the dates do not spread.

    Without people beside it stays below the threshold: the reason alone weighs little more than the prior.
    """
    if not set(split(view.column.name)) <= _SILENT or len(view.values) < _FEW:
        return []
    birth = next(r for r in recognizers if r.entity == _BIRTH)
    share = float(formed(birth, view.values).mean() or 0.0)  # type: ignore[arg-type]
    spread = _spread(view)
    if share < _DATES or spread < _SPREAD:
        return []
    reasons = (
        PRIOR,
        Reason(f"dates spread over {spread:.0f} years, as births do", weights.SPREAD_LIKE_BIRTHS, "silence"),
    )
    return [Candidate(birth, reasons, share)]


def _spread(view: ColumnView) -> float:
    found = view.values.str.extract_groups(_YEAR).struct.unnest().fold(lambda a, b: a.fill_null(b)).drop_nulls()
    if len(found) < _DATES * len(view.values):
        return 0.0
    years = found.cast(int)
    return float((years.quantile(0.9) or 0) - (years.quantile(0.1) or 0))
