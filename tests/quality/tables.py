"""Tables of labelled columns: a kind of table, and the ways in which one can come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from tests.quality import dirt, headers
from tests.quality.labels import AMBIGUOUS, NONE, is_core


class Dice(Random):
    """Chance, and the row it is asked for: its position and whom it is about, if anyone."""

    row = 0
    born = date(1980, 1, 1)
    male = True

    def next_row(self, row: int) -> None:
        self.row, self.male = row, self.random() < 0.5
        self.born = date(1945, 1, 1) + timedelta(days=self.randrange(22_600))

    def moment(self, first: int = 2021, years: int = 5) -> datetime:
        return datetime(first, 1, 1) + timedelta(seconds=self.randrange(years * 365 * 86_400))


Make = Callable[[Dice], str]


@dataclass(frozen=True)
class Field:
    """One column of a kind of table. `led`: without its header no one could name it."""

    label: str
    make: Make
    header: str
    led: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of table: what it is called, its language, its columns."""

    name: str
    language: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Variant:
    """How a table of some kind comes: style of its headers, rows (3 to 20 if tiny), share missing, dirty or not."""

    style: str = "words"
    rows: int = 160
    missing: float = 0.02
    dirty: bool = False
    tiny: bool = False


@dataclass(frozen=True)
class Column:
    header: str
    values: list[str]
    label: str
    tags: frozenset[str]


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[Column, ...]


PLAIN, SPARSE, TINY, DIRTY = Variant(), Variant(rows=600, missing=0.95), Variant(tiny=True), Variant(dirty=True)


def styled(*styles: str, **more: object) -> list[Variant]:
    return [Variant(style, **more) for style in styles]  # type: ignore[arg-type]


def build(kind: Kind, variants: Iterable[Variant]) -> list[Table]:
    """One table a variant; the name of kind and variant is the seed."""
    return [_table(kind, variant, f"{kind.name}-{number}") for number, variant in enumerate(variants, 1)]


def _table(kind: Kind, variant: Variant, name: str) -> Table:
    dice = Dice(name)
    cells: list[list[str]] = [[] for _ in kind.fields]
    for row in range(dice.randrange(3, 21) if variant.tiny else variant.rows):
        dice.next_row(row)
        for cell, field in zip(cells, kind.fields, strict=True):
            cell.append(field.make(dice))
    columns = [_column(dice, kind, variant, place, cell) for place, cell in enumerate(cells)]
    return Table(name, tuple(columns))


def _column(dice: Dice, kind: Kind, variant: Variant, place: int, values: list[str]) -> Column:
    field = kind.fields[place]
    style = "misleading" if "misleading" in field.tags else variant.style
    tags = {kind.language, f"header {style}", _sort(field.label), *field.tags}
    if variant.dirty:
        values, how = dirt.spoiled(dice, values, field.label)
        tags |= {f"dirty {how}"} if how else set()
    tags |= {"sparse"} if variant.missing > 0.5 else set()
    tags |= {"tiny"} if variant.tiny else set()
    label = AMBIGUOUS if field.led and variant.style == "absent" else field.label
    header = headers.render(field.header, variant.style, place, kind.name)
    return Column(header, _holed(dice, values, variant), label, frozenset(tags))


def _sort(label: str) -> str:
    return "negative" if label == NONE else "core" if is_core(label.split("|")[0]) else "quasi"


def _holed(dice: Dice, values: list[str], variant: Variant) -> list[str]:
    """Some values missing; of a tiny table none, or no one could say what it holds."""
    share = 0.0 if variant.tiny else variant.missing
    return ["" if dice.random() < share else value for value in values]
