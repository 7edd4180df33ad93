"""Writing YAML that a person reviews and strict_yaml reads back: one spelling for every value.

Words stay plain, every other text is in double quotes; Chinese stays readable. Equal values give equal bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from math import isfinite

_WORD = re.compile(r"[^\W\d][\w./-]*")
_YAML_1_1 = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u200b-\u200f\u2066-\u2069\ufeff\ufffe\uffff]")
_LONGEST_PLAIN_KEY = 1000


def scalar(value: object) -> str:
    """A text, number, truth value, date or null in YAML 1.1. Raises TypeError for anything else."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int():
            return str(value)
        case float() if isfinite(value):
            return _float(value)
        case date() if type(value) is date:
            return value.isoformat()
    raise TypeError(type(value).__name__)


def flow(value: object) -> str:
    """A value on one line: `{operator: fpe, keep_prefix: 3}`."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {flow(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(entry) for entry in value) + "]"
    return scalar(value)


def aligned(entries: Mapping[str, object], indent: int) -> str:
    """A block mapping with one flow value a line, the values under each other."""
    blank = " " * indent
    keys = {key: _key(key, f"\n{blank}") for key in entries}
    width = max((len(key) for key in keys.values() if len(key) <= 40), default=0) + 2
    return "".join(blank + f"{keys[key]}: ".ljust(width) + flow(entries[key]) + "\n" for key in entries)


def heading(key: str, indent: int) -> str:
    """The key of a nested block, on its own line."""
    blank = " " * indent
    return blank + _key(key, f"\n{blank}") + ":\n"


def _key(key: str, before_colon: str = " ") -> str:
    """YAML reads a key without `? ` only where it ends within 1,024 characters."""
    written = _text(key)
    return written if len(written) < _LONGEST_PLAIN_KEY else f"? {written}{before_colon}"


def _text(text: str) -> str:
    if _WORD.fullmatch(text) and text.lower() not in _YAML_1_1:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _float(value: float) -> str:
    """YAML 1.1 takes 1e-05 for a text; 1.0e-05 is a number."""
    shown = repr(value)
    return shown if "." in shown or "e" not in shown else shown.replace("e", ".0e")
