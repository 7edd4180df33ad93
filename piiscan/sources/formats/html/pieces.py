"""A page in pieces, in the order of the page: what is read of it and what is written of it are the same pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Run:
    """A text that inline elements may part. `text` is what it says, line breaks of elements in it included."""

    text: str = ""
    words: list[Words] = field(default_factory=list)

    def said(self, text: str, raw: bool = False) -> Words:
        """Go on with some words."""
        words = Words(text, self, raw)
        self.text += text
        self.words.append(words)
        return words

    def end_line(self) -> None:
        self.text += "\n"
        if self.words:
            self.words[-1].ends_line = True

    def part(self) -> None:
        """Give the words of each line a run of their own, as those of texts have."""
        run = Run()
        for words in self.words:
            words.run = run
            run.text += words.text
            run.words.append(words)
            run = Run() if words.ends_line else run


@dataclass(slots=True, eq=False)
class Words:
    """Characters of a run; `raw` ones stand in a style sheet, where none has another meaning.

    `ends_line` tells that a break stands behind them, in a cell, whose run goes on over it.
    """

    text: str
    run: Run
    raw: bool = False
    ends_line: bool = False

    @property
    def begins(self) -> bool:
        return self.run.words[0] is self


@dataclass(frozen=True, slots=True)
class Markup:
    """A tag, or a declaration, which a copy has. `classes` are those that a style sheet of the page names."""

    written: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Texts that no copy has: attributes, comments, scripts."""

    texts: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Cell:
    """A cell as it is filled; `heading` is th, `written` its start tag without an end and without spans."""

    heading: bool
    columns: int
    rows: int
    tag: Markup
    run: Run = field(default_factory=Run)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def name(self) -> str:
        return "th" if self.heading else "td"

    @property
    def value(self) -> str:
        """What it says, on one line."""
        return " ".join(self.run.text.split())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the n-th table of the page, counted from 1, with all that stands between its cells, and before it."""

    table: int
    pieces: list[Piece]
    heading: bool

    @property
    def cells(self) -> list[Cell]:
        return [piece for piece in self.pieces if isinstance(piece, Cell)]


Piece = Words | Markup | Dropped | Cell | Row


def lines(text: str) -> list[str]:
    """Its lines, without blank ones, each with a line end."""
    return [f"{line}\n" for line in text.splitlines() if line.strip()]


def rows(pieces: Iterable[Piece]) -> Iterator[Row]:
    """All rows, those of a table in a cell before that of the cell."""
    for piece in pieces:
        if isinstance(piece, Cell | Row):
            yield from rows(piece.pieces)
        if isinstance(piece, Row):
            yield piece


def shown(pieces: Iterable[Piece], cell: Run | None = None) -> Iterator[str]:
    """The lines of all runs but those of cells."""
    for piece in pieces:
        if isinstance(piece, Cell | Row):
            yield from shown(piece.pieces, piece.run if isinstance(piece, Cell) else None)
        elif isinstance(piece, Words) and piece.run is not cell and piece.begins:
            yield from lines(piece.run.text)


def dropped(pieces: Iterable[Piece]) -> Iterator[str]:
    """The lines of all that no copy has."""
    for piece in pieces:
        if isinstance(piece, Cell | Row):
            yield from dropped(piece.pieces)
        elif isinstance(piece, Dropped):
            yield from (line for text in piece.texts for line in lines(text))
