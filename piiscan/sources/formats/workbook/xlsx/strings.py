"""Texts of cells: the shared ones of the workbook, and the way characters are escaped in them."""

from __future__ import annotations

import re

from piiscan.errors import SourceUnreadable
from piiscan.sources.formats.workbook.markup import Local, parsed
from piiscan.sources.formats.workbook.package import Package

LONGEST = 1 << 28
"""Characters of all shared strings, which are held in memory: 0.3 to 1 GB."""
_ESCAPE = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
"""Not for halves of surrogate pairs, which are no characters."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class _Handler:
    """Strings, and what is read aloud for them (phonetic runs), which is no part of them."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._local = Local()
        self._made: list[str] = []
        self._runs: list[str] = []
        self._spoken = self._in_text = False
        self._size = 0
        self.spoken: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._local[name]
        if local == "t":
            self._in_text = True
        elif local == "rPh":
            self._spoken = True
        elif local == "si":
            self._runs = []

    def end(self, name: str) -> None:
        local = self._local[name]
        if local == "t":
            self._in_text = False
        elif local == "rPh":
            self._spoken = False
        elif local == "si":
            self._add(unescaped("".join(self._runs)))

    def text(self, characters: str) -> None:
        if self._in_text:
            (self.spoken if self._spoken else self._runs).append(characters)

    def take(self, done: bool) -> list[str]:
        made, self._made = self._made, []
        return made

    def _add(self, string: str) -> None:
        self._made.append(string)
        self._size += len(string)
        if self._size > LONGEST:
            raise SourceUnreadable(self._source, f"its shared strings have more than {LONGEST >> 20} Mi characters")


class Strings:
    """The shared strings of a workbook, and which of them no cell has asked for yet."""

    def __init__(self, package: Package, part: str | None) -> None:
        handler = _Handler(package.file.source)
        self._strings: list[str] = []
        if part is not None:
            with package.open(part) as stream:
                self._strings = list(parsed(stream, handler))
        self._spoken = handler.spoken
        self._asked = bytearray(len(self._strings))

    def __getitem__(self, index: str) -> str:
        number = int(index)
        if number < 0:
            raise IndexError
        self._asked[number] = 1
        return self._strings[number]

    def unseen(self) -> list[str]:
        """What stands in no cell: strings left over, and phonetic ones."""
        return [*(s for s, asked in zip(self._strings, self._asked, strict=True) if not asked), *self._spoken]


def unescaped(text: str) -> str:
    """`_x000D_` is the character 13 (ECMA-376 part 1, 22.9.2.19)."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def escaped(text: str) -> str:
    """The inverse: characters that XML cannot hold, and what would be taken for an escape."""
    return text if _FORBIDDEN.search(text) is None else _FORBIDDEN.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
