"""A span: a stretch of a text that holds personal data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (code points, end exclusive) of a text, and what they are.

    `of` names the column of the same row whose value (or a part of it) stands here: the row knows its people.
    """

    start: int
    end: int
    entity: str
    score: float
    recognizer: str
    of: str | None = None
