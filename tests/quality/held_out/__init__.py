"""The half that stays unseen: other kinds of tables, other formats, and words that are all our own."""

from __future__ import annotations

from tests.quality.held_out import abroad, citizens, customers, islands, machines, odd, papers, private, sales
from tests.quality.tables import Table


def tables() -> list[Table]:
    rooms = (citizens, customers, islands, abroad, private, papers, sales, machines, odd)
    return [table for room in rooms for table in room.tables()]
