"""What a person has to do by hand, where, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Task"]


@dataclass(frozen=True, slots=True)
class Task:
    """`system` and `owner` are those of the register, where one of its systems holds the source; `column` is None for
    a text or a whole table. `rows` counts those it is about."""

    source: str
    column: str | None
    what: str
    rows: int | None = None
    system: str | None = None
    owner: str | None = None
    due: date | None = None
