"""JSON and JSON Lines: their leaves, by paths."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.promise import CANARY, Told
from tests.fuzz.targets.files import read

RUNS = 6_000
SEEDS = (
    f'[{{"a": {{"b": [1, null, {{"c": "{CANARY}"}}]}}}}, {{"a.b": "\\u4e2d", "[]": true}}]'.encode(),
    f'{{"a": 1}}\n{{"b": "{CANARY}"}}\n\n[2, -1e5]\n"x"\n'.encode(),
    f'{{"a": "{{\\"b\\": \\"{CANARY}\\"}}", "c": [[1], [[]]], "": {{}}}}'.encode(),
    f'\ufeff{{"a": "\\ud800", "a": "{CANARY}"}}'.encode(),
)
FOUND: tuple[bytes, ...] = ()


def told(octets: bytes, folder: Path) -> Told:
    return read(octets, folder / "x.json")
