"""A trace: which delivery a file came from, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from piiscan.model.finding import Incomplete

Verdict = Literal["traced", "possible", "nothing"]
By = Literal["canaries", "tokens", "rows"]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A delivery, and how much of the file speaks for it.

    `by` says what was met: `canaries` (rows of nobody), `tokens` (what the key of its partner made) or `rows` (what it
    left as it was, which every delivery of the same source may hold). `matched` of the `pieces` of the file were met,
    where `expected` are by chance at most. `odds` is the evidence, as a power of ten: a file that has nothing to do
    with it gets as much with a probability of at most ten to the minus `odds`. `lines` are rows of the file that
    hold something of it, `more` those in which nothing of the deliveries before it stands. `columns` are those met.
    """

    release: str
    partner: str
    purpose: str
    sealed: str | None
    by: By
    matched: int
    pieces: int
    expected: float
    odds: float
    lines: int = 0
    more: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found out about one file or folder, whose `lines` are rows of tables and lines of texts.

    `suspects` are those that are named, the one that explains most first; `runner_up` is the nearest that is not named.
    `false_alarm` bounds the probability that a file that has nothing to do with any of the `deliveries` is traced.
    `untraceable` are deliveries of which no sketch tells anything.
    """

    verdict: Verdict
    lines: int
    deliveries: int
    false_alarm: float
    suspects: tuple[Suspect, ...]
    runner_up: Suspect | None = None
    untraceable: tuple[str, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()

    @property
    def alike(self) -> tuple[Suspect, ...]:
        """The first that is named, and those that explain the very same lines."""
        first = self.suspects[:1]
        return first + tuple(one for one in self.suspects[1:] if one.lines == first[0].lines and not one.more)
