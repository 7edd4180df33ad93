"""Which defaults of columns and expressions of indexes a copy may have: those that say nothing about anybody."""

from __future__ import annotations

import re

_HARMLESS = re.compile(
    r"\(?-?\d{1,5}(?:\.\d{1,5})?\)?|true|false|now\(\)|gen_random_uuid\(\)|uuid\(\)"
    r"|(?:current_timestamp|current_date|current_time|localtimestamp|curdate|curtime)(?:\(\d?\))?",
    re.IGNORECASE,
)
"""Short numbers, truth values, and what is made anew for each row. Any text may be somebody's."""


_TELLING = re.compile(r"'|\d{6}")
"""A text, or a long number."""


def harmless(default: str | None) -> str:
    """The expression itself; empty for one that may hold a value, and for none."""
    return default if default is not None and _HARMLESS.fullmatch(default) else ""


def tells(expression: str) -> bool:
    """Whether an expression over columns may hold a value, too."""
    return _TELLING.search(expression) is not None
