"""Other tools on the table of `make bench`: rows a second, and what they find in it, beside piiscan.

`python -m tests.benchmarks.peers [PEER ...] [--rows N]` makes an environment for each peer, in the version named here,
from the package index. Peers are asked about every cell, in one thread; what they load before is not counted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import polars as pl

from tests.benchmarks.table import made, write

PEERS = {
    "argus_redact": ("argus-redact==0.8.22",),
    "commonregex": ("commonregex==1.5.3",),
    "datafog": ("datafog==4.9.0",),
    "datafog_core": ("datafog-core==0.4.4",),
    "presidio": ("presidio-analyzer==2.2.366", "spacy>=3.8,<3.9"),
    "scrubadub": ("scrubadub==2.0.1",),
}
COLUMNS = ("name_zh", "resident_id", "mobile", "bank_card", "address_zh", "email")
TIMES = 3


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers")
    parser.add_argument("peers", nargs="*", metavar="PEER", help=f"some of {', '.join(PEERS)}; else all")
    parser.add_argument("--rows", type=int, default=1000)
    options = parser.parse_args()
    if unknown := set(options.peers) - PEERS.keys():
        parser.error(f"no peer is called {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="piiscan-peers-") as folder:
        path = write(Path(folder), options.rows, ("csv",))["csv"]
        _print("piiscan", options.rows, *_piiscan(path))
        _print("piiscan, not shown the headers", options.rows, *_piiscan(_nameless(path)))
        for peer in options.peers or PEERS:
            _print(peer, options.rows, *_peer(peer, path, Path(folder) / peer))


def _piiscan(path: Path) -> tuple[float, dict[str, dict[str, int]]]:
    """A whole scan, with its verdicts; `text="off"`, since no peer here reads names with a model."""
    import piiscan

    piiscan.scan(pl.DataFrame({"a": ["warm"]}), text="off")
    seconds = []
    for _ in range(TIMES):
        began = perf_counter()
        (table,) = piiscan.scan(path, text="off").tables
        seconds.append(perf_counter() - began)
    named = zip(made(0, 1).columns, table.columns, strict=True)
    return median(seconds), {name: {c.entity: c.matched} for name, c in named if c.entity}


def _nameless(path: Path) -> Path:
    """The same rows under `c1`, `c2` and so on."""
    heads, rows = path.read_text("utf-8").split("\n", 1)
    copy = path.with_stem("nameless")
    copy.write_text(",".join(f"c{place}" for place, _ in enumerate(heads.split(","), 1)) + f"\n{rows}", "utf-8")
    return copy


def _peer(peer: str, path: Path, environment: Path) -> tuple[float, dict[str, dict[str, int]]]:
    python = environment / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS[peer]], check=True)
    script = Path(__file__).with_name("scans.py")
    command = [python, script, peer, path]
    answers = [json.loads(subprocess.check_output(command, text=True).splitlines()[-1]) for _ in range(TIMES)]
    return median(seconds for seconds, _ in answers), answers[0][1]


def _print(name: str, rows: int, seconds: float, found: dict[str, dict[str, int]]) -> None:
    print(f"{name}: {rows / seconds:,.0f} rows/s", flush=True)
    for column in COLUMNS:
        said = ", ".join(f"{kind} {cells}" for kind, cells in found.get(column, {}).items())
        print(f"    {column:12} {said or '-'}", flush=True)


if __name__ == "__main__":
    main()
