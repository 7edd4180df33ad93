"""How a file writes JSON, and writing values the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from piiscan.sources.formats.json.values import Number, Value

_INDENT = re.compile(r"[{\[]\r?\n([ \t]+)")
_ASCII = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode
_UNICODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


@dataclass(frozen=True, slots=True)
class Style:
    """`indent` is one level of indentation, None for values on one line; `blank` follows colons and commas."""

    indent: str | None
    blank: str
    scalar: Callable[[object], str]

    def write(self, value: Value, level: int) -> str:
        """The value as text, `level` levels inside its file. Raises ValueError for NaN and infinities."""
        match value:
            case dict():
                members = (self._member(key, member, level + 1) for key, member in value.items())
                return self._inside("{", members, "}", level)
            case list():
                return self._inside("[", (self.write(element, level + 1) for element in value), "]", level)
            case Number():
                return str(value)
        return self.scalar(value)

    def _member(self, key: str, value: Value, level: int) -> str:
        return f"{self.scalar(key)}:{self.blank}{self.write(value, level)}"

    def _inside(self, opening: str, parts: Iterable[str], closing: str, level: int) -> str:
        inner = list(parts)
        if self.indent is None or not inner:
            return opening + f",{self.blank}".join(inner) + closing
        line = "\n" + self.indent * (level + 1)
        return f"{opening}{line}{f',{line}'.join(inner)}\n{self.indent * level}{closing}"


def style_of(head: str) -> Style:
    """The style, by the head of the file."""
    indent = _INDENT.search(head)
    escaped = head.isascii() and "\\u" in head
    blank = " " if ('": ' if '":' in head else ", ") in head else ""
    return Style(indent and indent[1], blank, _ASCII if escaped else _UNICODE)
