"""Line templates: what the lines of a log have in common, and what the values between it are.

`# info [#] * - user *<PERSON> logged in from #<IP_ADDRESS>`: the words that all logs share, small; `*` for other words,
`#` for a code, number or time; behind them in brackets what every line holds there. `*<_ PERSON _>` is a person between
two words that stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS, CODE = "*", "#"
"""What stands in a template for a gap of words, and for a code."""

_SLOT = r"<(?P<before>(?:_ )*)(?P<entity>[A-Z][A-Z0-9_]*)(?P<after>(?: _)*)>"
_gap = re.compile(rf"[{WORDS}{CODE}](?:{_SLOT})?")


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A gap that holds `entity` in every line; gaps count from 0.

    `before` and `after` are how many words at either end of the gap are no part of it.
    """

    gap: int
    entity: str
    before: int = 0
    after: int = 0

    def __str__(self) -> str:
        return f"<{'_ ' * self.before}{self.entity}{' _' * self.after}>"


@dataclass(frozen=True, slots=True)
class LineTemplate:
    """A template without its slots, by which lines are looked up, and the slots that are personal."""

    key: str
    slots: tuple[Slot, ...]

    @staticmethod
    def read(text: str) -> LineTemplate:
        """The template that `str` writes so. A word in capitals behind a gap can be nothing but its slot."""
        gaps = list(_gap.finditer(text))
        slots = tuple(_slot(number, gap) for number, gap in enumerate(gaps) if gap["entity"])
        return LineTemplate(_gap.sub(lambda gap: gap[0][0], text), slots)

    def __str__(self) -> str:
        return "".join(self._written())

    def _written(self) -> Iterator[str]:
        slots = {slot.gap: slot for slot in self.slots}
        done = 0
        for number, gap in enumerate(_gap.finditer(self.key)):
            yield self.key[done : gap.end()] + str(slots.get(number, ""))
            done = gap.end()
        yield self.key[done:]


def _slot(number: int, gap: re.Match[str]) -> Slot:
    return Slot(number, gap["entity"], gap["before"].count("_"), gap["after"].count("_"))
