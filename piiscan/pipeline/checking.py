"""check: is each value a valid one of its kind?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from piiscan.detection.validity import Validity, validity


def check(entity: str, values: Iterable[str | None]) -> Sequence[Validity]:
    """Validity of each value for an entity, a family, or `<CC>_<MODULE>` of python-stdnum.

    Raises UsageError for a name that is none of these.
    """
    return validity(entity, pl.Series("value", list(values), pl.String))
