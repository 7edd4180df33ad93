"""What stands of a span in the text it was found in."""

from __future__ import annotations

import regex

_LONG = 10
"""Characters from which a surface counts inside of longer words, too; a shorter one counts as a whole word."""

_han = regex.compile(r"\p{Han}")


def stands(surface: str, text: str) -> bool:
    """Whether the surface, of two Han or four other characters or more, still stands in the text (both folded)."""
    surface = surface.strip()
    if len(surface) >= _LONG or len(_han.findall(surface)) > 1:
        return surface in text
    if len(surface) < 4:
        return False
    return bool(regex.search(rf"(?<![\p{{L}}\p{{N}}_]){regex.escape(surface)}(?![\p{{L}}\p{{N}}_])", text))
