"""How much of a large table is looked at: all of it up to a size, and above that random rows that the server draws."""

from __future__ import annotations

FULL = 5_000_000
"""Rows up to which every row is read, unless asked otherwise: about half a minute of scanning."""

SAMPLE = 1_000_000
"""Rows that are drawn of a larger table: what none of them holds, 3 of a million hold at most (rule of three)."""

SEED = 20260101
"""Of the server's own random numbers: the same rows on every run over the same table."""


def share_of(rows: int, asked: int | float | None) -> float | None:
    """The share of its rows to draw; None: all of them. `asked` is a number of rows, or a share of them."""
    if asked is None:
        return SAMPLE / rows if rows > FULL else None
    share = asked / max(rows, 1) if isinstance(asked, int) else asked
    return share if share < 1 else None
