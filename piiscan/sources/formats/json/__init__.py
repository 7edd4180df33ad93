"""JSON: one document (RFC 8259), or one value a line (JSON Lines). Leaves become columns, named by their paths."""

from __future__ import annotations

import json
from collections.abc import Sequence

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM, decode_head
from piiscan.sources.formats.json.records import Layout
from piiscan.sources.formats.json.table import JsonTable, json_table
from piiscan.sources.formats.json.values import NotJson
from piiscan.sources.options import ReadOptions

SUFFIXES: dict[str, Sequence[Layout]] = {
    ".json": ("document", "lines"),
    ".jsonl": ("lines", "document"),
    ".ndjson": ("lines", "document"),
}
"""What a suffix promises, and what is tried next."""


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> JsonTable | None:
    """A text that only looks like JSON is left to other formats, unless its suffix says JSON."""
    text = decode_head(file, head).lstrip()
    promised = SUFFIXES.get(file.suffix)
    if promised is None and not text.startswith(("{", "[")):
        return None
    reasons = []
    for layout in promised or _likely(text):
        try:
            return json_table(file, layout, head.startswith(BOM))
        except NotJson as broken:
            reasons.append(str(broken))
    if promised is None:
        return None
    raise SourceUnreadable(file.source, reasons[0])


def _likely(text: str) -> Sequence[Layout]:
    """A first line that is a whole value, with more to come, is the first of many."""
    first, _, rest = text.partition("\n")
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return ("document", "lines")
    return ("lines", "document") if rest.strip() else ("document", "lines")
