"""What stands in a file beside its elements and their values, and may say more than it should."""

from __future__ import annotations

import re

from piiscan.sources.formats.xml.tokens import attributes, is_aside
from piiscan.sources.formats.xml.tree import declares

_LINE = re.compile(r"[^\n]*+\n|[^\n]++")


def lines_of(token: str) -> list[str]:
    """The lines of a comment and its kin, or the namespaces that a tag declares."""
    if is_aside(token):
        return _LINE.findall(token)
    if token[0] == "<" and "xmlns" in token and "</" not in token and token[1] != "!":
        return [attribute.value for attribute in attributes(token) if declares(attribute.name) and attribute.value]
    return []
