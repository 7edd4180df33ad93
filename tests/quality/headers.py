"""Column headers in the styles that people and databases write them in.

A header is given as `words|short|second|english`: as a person would write it, abbreviated, in full pinyin or a second
language, and in English. A part that is left out falls back to the one before it.
"""

from __future__ import annotations

STYLES = ("words", "short", "second", "english", "camel", "upper", "title", "absent")
_ABSENT = ("column{}", "c{}", "F{}", "_c{}", "Unnamed: {}", "field_{}")


def render(header: str, style: str, place: int, table: str) -> str:
    """The header in a style; without headers, columns of one table are numbered in one way."""
    parts = [part for part in header.split("|") if part]
    if style == "absent":
        return _ABSENT[sum(map(ord, table)) % len(_ABSENT)].format(place + 1)
    if style in ("words", "short", "second"):
        part = parts[min(("words", "short", "second").index(style), len(parts) - 1)]
        return part if not part.isascii() or (style == "words" and " " not in part) else _snake(part)
    return {"english": _snake, "camel": _camel, "upper": _upper, "title": str.title}[style](_english(parts))


def _english(parts: list[str]) -> str:
    """The last part, of headers in English the first."""
    return parts[0] if parts[0].isascii() else parts[-1]


def _snake(words: str) -> str:
    return words.replace(" ", "_")


def _upper(words: str) -> str:
    return _snake(words).upper()


def _camel(words: str) -> str:
    first, *rest = words.split(" ")
    return first + "".join(word.title() for word in rest)
