"""The version of a recognizer: what it takes for its own, in eight hex digits that change when that does.

It covers what the counts of a scan rest on (patterns, word list, check and its chance, and the code behind them),
not header words, tier or role: what those change can be told without looking at a value again.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources.abc import Traversable

from piiscan.detection import packs
from piiscan.model.recognizer import Recognizer

_DIGITS = 8
_SHARED = ("checksums.py", "canonical.py")
"""Code that all packs share."""


@cache
def versioned(recognizer: Recognizer) -> str:
    """`cn/mobile@1a2b3c4d`, of a recognizer that is installed."""
    return versioned_in(recognizer, packs.root())


def versioned_in(recognizer: Recognizer, root: Traversable) -> str:
    """The same for one of the packs in a folder."""
    r, pack = recognizer, root.joinpath(recognizer.id.partition("/")[0])
    total = sha256(repr((r.sees, r.patterns, r.lexicon, r.check, r.check_chance, r.canonical, r.chance)).encode())
    if r.lexicon:
        total.update(pack.joinpath(f"{r.lexicon}.txt").read_bytes())
    if r.check:
        own = sorted((file for file in pack.iterdir() if file.name.endswith(".py")), key=lambda file: file.name)
        for file in (*own, *(root.joinpath(name) for name in _SHARED)):
            total.update(file.read_bytes())
    return f"{r.id}@{total.hexdigest()[:_DIGITS]}"
