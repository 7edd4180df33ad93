"""How long the text models will take, said before they start."""

from __future__ import annotations

from time import monotonic

from piiscan.pipeline.notice import Notice
from piiscan.verbs.mask import TEXT, Masker

_TRIED = 64
"""Rows masked to see how fast it goes."""

_WORTH_SAYING = 10.0
"""Seconds."""


def announce(masker: Masker, notice: Notice) -> None:
    """Tell how long the text columns of a table will take, where that is worth saying."""
    names = [name for name, step in masker.steps.items() if step.operator == TEXT]
    if not names:
        return
    batches = masker.table.batches()
    first = next(batches, None)
    if first is None or len(first) <= _TRIED:
        return
    masker.batch(first.head(1))
    began = monotonic()
    masker.batch(first.head(_TRIED))
    rows = len(first) + sum(map(len, batches))
    seconds = (monotonic() - began) / _TRIED * rows
    if seconds >= _WORTH_SAYING:
        notice(f"{masker.table.source}: text in {', '.join(names)}, {rows:,} rows: about {_spoken(seconds)}")


def _spoken(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
