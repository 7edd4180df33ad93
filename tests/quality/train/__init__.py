"""The half that may be looked at: names and streets from Faker, the rest of the words our own."""

from __future__ import annotations

from tests.quality.tables import Table
from tests.quality.train import companies, goods, opinions, people, private, records, strange, travellers, western


def tables() -> list[Table]:
    rooms = (people, records, travellers, western, private, opinions, goods, companies, strange)
    return [table for room in rooms for table in room.tables()]
