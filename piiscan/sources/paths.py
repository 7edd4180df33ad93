"""Paths of leaves in nested data: `$.orders[*].receiver.phone`, one for each place, never two alike."""

from __future__ import annotations

import json
from functools import lru_cache

DEEPEST = 200
"""Levels of nesting that are followed."""

ROOT, ELEMENT = "$", "[*]"


def repeats(path: str) -> bool:
    """Whether a record can have many leaves at the path."""
    return ELEMENT in path


@lru_cache(maxsize=65536)
def child(path: str, key: str) -> str:
    """The path of a member: `$.a`, and `$["a b"]` for keys that are no plain words."""
    plain = key.replace("-", "_").isidentifier()
    return f"{path}.{key}" if plain else f"{path}[{json.dumps(key, ensure_ascii=False)}]"


def looks_like_path(name: str) -> bool:
    """Whether a plain column of this name could be taken for a leaf."""
    return name.startswith((f"{ROOT}.", f"{ROOT}["))
