"""A table that has begun: cells become rows, and a first cell above all columns a title."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from piiscan.sources.formats.html.pieces import Cell, Markup, Piece, Row


@dataclass(slots=True)
class OpenTable:
    """What stands in the n-th table behind its last row. `head` tells that it is in a thead."""

    number: int
    pieces: list[Piece] = field(default_factory=list)
    cell: Cell | None = None
    head: bool = False
    begun: bool = False

    def row(self) -> list[Piece]:
        """What stands behind the last row, as a row if it is one: what spans all columns of the first is a title."""
        pieces, self.pieces, self.cell = self.pieces, [], None
        cells = [piece for piece in pieces if isinstance(piece, Cell)]
        if not self.begun and len(cells) == 1 and cells[0].columns > 1:
            return [inner for piece in pieces for inner in (_title(piece) if isinstance(piece, Cell) else [piece])]
        if not cells:
            return pieces
        self.begun = True
        return [Row(self.number, pieces, self.head or all(cell.heading for cell in cells))]


def _title(cell: Cell) -> list[Piece]:
    """The cell as markup around a text."""
    cell.run.part()
    start = replace(cell.tag, written=f'{cell.tag.written} colspan="{cell.columns}"')
    return [start, *cell.pieces, Markup(f"</{cell.name}")]
