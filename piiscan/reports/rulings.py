"""What people have decided, as every report for people lists it: who, what, why, until when, and against what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from piiscan.model.finding import TableFinding
from piiscan.reports.wording import Wording


def rulings(tables: Iterable[TableFinding], words: Wording) -> Iterator[tuple[str, str]]:
    """Table and column, and what became of the decision on it."""
    for table in tables:
        for column in table.columns:
            if ruling := column.decision:
                said = f"{words.say(ruling.outcome)}: {ruling.said}, {ruling.owner} {ruling.taken}: {ruling.reason}"
                more = [f"{words.say('until')} {ruling.expires}", f"{words.say('scanned_as')} {ruling.scanned}"]
                more += [ruling.because] if ruling.because else []
                yield f"{table.source}: {column.name}", " · ".join([said, *more])
