"""What a sheet holds beside the values of its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from piiscan.sources.formats.workbook.heading import Merge


@dataclass(slots=True)
class Aside:
    """What a sheet holds beside its values: texts, each once; cells whose formula was never computed; and for
    each column how many of its numbers have more digits than a spreadsheet keeps."""

    texts: dict[str, None] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)
    rounded: dict[int, int] = field(default_factory=dict)

    def gaps(self) -> Iterator[str]:
        """What cannot be known of the sheet, as it was never stored. Places are named, values are not."""
        if self.uncomputed:
            cells = f"{len(self.uncomputed):,} cells ({', '.join(self.uncomputed[:3])})"
            yield f"{cells} hold formulas without a stored result: open and save it in a spreadsheet program"
        for column, count in sorted(self.rounded.items()):
            yield (
                f"{count:,} numbers of column {letters(column)} have more than 15 digits, of which spreadsheets"
                " lose the last: have it exported again with that column as text"
            )


def letters(column: int) -> str:
    """A, B, ... Z, AA for columns counted from 0."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name
