"""Names as they may be shown: what steers a terminal, hides or reorders text is written out instead.

Names of files, tables and columns come from strangers (CWE-150, escape sequences; CVE-2021-42574,
bidirectional controls), and they are all a report has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_CONTROL = "\x00-\x1f"
_UNSEEN = (
    "\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f"
)
_STEERING = re.compile(f"[{_CONTROL}{_UNSEEN}]")
_UNESCAPED_BY_JSON = re.compile(f"[{_UNSEEN}]")


def visible(text: str) -> str:
    """The text on one line, with every control, format or undecodable character as its code: `\\x1b`."""
    return _STEERING.sub(lambda found: _code(ord(found[0])), text)


def json_text(content: Any) -> str:
    """A JSON document, indented, Chinese as it is, with a line end; what JSON leaves unescaped is escaped too."""
    return _json(content) + "\n"


def json_pieces(content: Mapping[str, Any]) -> Iterator[str]:
    """The same of an object, bit by bit: what an iterator in it gives is made and written one after the other."""
    before = "{\n"
    for key, value in content.items():
        yield f"{before}  {_json(key)}: "
        yield from _entries(value) if isinstance(value, Iterator) else [_shifted(value, 1)]
        before = ",\n"
    yield "\n}\n"


def _entries(entries: Iterator[Any]) -> Iterator[str]:
    before, end = "[\n    ", "[]"
    for entry in entries:
        yield before + _shifted(entry, 2)
        before, end = ",\n    ", "\n  ]"
    yield end


def _shifted(content: Any, levels: int) -> str:
    return _json(content).replace("\n", "\n" + levels * "  ")


def _json(content: Any) -> str:
    document = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return _UNESCAPED_BY_JSON.sub(lambda found: json.dumps(found[0])[1:-1], document)


def _code(point: int) -> str:
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
