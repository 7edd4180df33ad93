"""Long columns of things that are nobody's: whatever is found in them at tier 3 or 4 is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from tests.quality.labels import NONE
from tests.quality.numbers import things as n
from tests.quality.tables import Column, Dice, Make, Table

ROWS = 10_000

_COLUMNS: dict[str, Make] = {
    "eleven digits": lambda d: f"{d.randrange(10**10, 10**11)}",
    "sixteen digits": lambda d: f"{d.randrange(10**15, 10**16)}",
    "eighteen digits": lambda d: f"{d.randrange(10**17, 10**18)}",
    "rising from 13": n.sequence(13_800_000_000),
    "rising from 15, with gaps": n.sequence(15_012_300_000, 7),
    "rising from 19": n.sequence(19_900_120_000, 3),
    "order by date": lambda d: f"{d.moment():%Y%m%d}{d.randrange(10**10):010}",
    "order with letters": lambda d: f"SO{d.moment():%y%m%d}{d.row:06}",
    "epoch milliseconds": n.epoch_ms,
    "epoch seconds": n.epoch,
    "uuid": n.uuid,
    "version": n.version,
    "short version": lambda d: n.version(d).rsplit(".", 1)[0],
    "product code": lambda d: f"{d.choice('ABCXYZ')}{d.choice('ABC')}-{d.randrange(10**5):05}",
    "ean": n.ean,
    "sha256": n.sha256,
}


def tables(header: str, rows: int = ROWS) -> Iterator[Table]:
    """Each column in a table of its own beside a row number: alone, so that none speaks for another.

    `header` is that of every column; `{}` in it stands for what the column is.
    """
    for name, make in _COLUMNS.items():
        dice = Dice(name)
        values = []
        for row in range(rows):
            dice.next_row(row)
            values.append(make(dice))
        column = Column(header.format(name.replace(",", "").replace(" ", "_")), values, NONE, frozenset({name}))
        yield Table(name, (Column("row", [str(row) for row in range(rows)], NONE, frozenset()), column))
