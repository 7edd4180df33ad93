"""What stands in a file beside its elements and their values, and may say more than it should."""

from __future__ import annotations

import re

from piiscan.sources.formats.xml.tokens import attributes
from piiscan.sources.formats.xml.tree import declares

_LINE = re.compile(r"[^\n]*+\n|[^\n]++")


def is_aside(token: str) -> bool:
    """A comment, an instruction or the document type."""
    return token.startswith(("<!", "<?")) and not token.startswith("<![CDATA[")


def lines_of(token: str) -> list[str]:
    """The lines of a comment and its kin, or the namespaces that a tag declares."""
    if is_aside(token):
        return _LINE.findall(token)
    if token.startswith("<") and "xmlns" in token:
        return [attribute.value for attribute in attributes(token) if declares(attribute.name) and attribute.value]
    return []
