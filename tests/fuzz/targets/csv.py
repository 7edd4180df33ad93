"""CSV: how a file is laid out, and its rows."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.promise import CANARY, Told
from tests.fuzz.targets.files import read

RUNS = 5_000
SEEDS = (
    f'a,b,c\n1,"{CANARY}",x\n2,"y;""z",\n'.encode(),
    f"sep=;\r\na;b\r\n{CANARY};'x;y'\r\n1,5;2\r\n".encode(),
    f"# a title\n\na\tb\tc\n{CANARY}\t\\\t\tx\n1\t2\n3\t4\t5\t6\n".encode(),
    f"\ufeffa|b\r{CANARY}|1\r|\r".encode(),
    f"姓名,b\n{CANARY},中\n".encode("utf-16"),
    f"a^b\n{CANARY}^\xe9\n1^\xe9\n".encode("latin-1"),
)
FOUND: tuple[bytes, ...] = ()


def told(octets: bytes, folder: Path) -> Told:
    return read(octets, folder / "x.csv")
