"""Other tools on the table of `make bench`, beside piiscan in one run: how fast, in how much memory, what they find.

`python -m tests.benchmarks.peers [TOOL ...] [--write]` makes an environment for each tool, in the version named here,
from the package index, and prints Markdown; `--write` puts that and a plot into the docs. Tools are asked about every
cell; what they load before is not counted. Every figure is the median of three fresh processes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.environments import installed
from tests.benchmarks.measure import median, run
from tests.benchmarks.peers.page import Row, put
from tests.benchmarks.table import made, write

TIMES, ROWS = 3, 1_000_000


@dataclass(frozen=True, slots=True)
class Tool:
    """`kind` is its class in `tools`; `scan` and `mask` are rows that take it some seconds, 0 for what it cannot do."""

    kind: str
    packages: tuple[str, ...]
    scan: int
    mask: int = 0

    @property
    def name(self) -> str:
        return self.packages[0].replace("==", " ").replace("[ml]", "")


TOOLS = {
    "datafog-core": Tool("DatafogCore", ("datafog-core==0.4.4",), 100_000, 10_000),
    "pii-radar": Tool("PiiRadar", ("pii-radar==0.6.0",), 10_000, 1_000),
    "datafog": Tool("Datafog", ("datafog==4.9.0",), 10_000, 10_000),
    "commonregex": Tool("CommonRegex", ("commonregex==1.5.3",), 5_000),
    "scrubadub": Tool("Scrubadub", ("scrubadub==2.0.1",), 5_000, 5_000),
    "argus-redact": Tool("ArgusRedact", ("argus-redact==0.8.22",), 5_000, 5_000),
    "presidio": Tool("Presidio", ("presidio-analyzer==2.2.366", "presidio-anonymizer==2.2.366"), 500, 500),
    "presidio-structured": Tool("PresidioStructured", ("presidio-structured==0.0.10",), 500, 10_000),
    "dataprofiler": Tool("DataProfiler", ("dataprofiler[ml]==0.14.0",), 10_000),
}
LARGE = {"dataprofiler"}
"""Gigabytes to install: only where it is asked for."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers")
    parser.add_argument("tools", nargs="*", metavar="TOOL", choices=[[], *TOOLS], help=f"some of {', '.join(TOOLS)}")
    parser.add_argument("--rows", type=int, default=ROWS, help="rows for piiscan (1,000,000)")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/peers.md and docs/speed.svg")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="piiscan-peers-") as folder:
        asked = options.tools or [name for name in TOOLS if name not in LARGE]
        rows = [_piiscan(Path(folder), options.rows), *(_row(Path(folder), TOOLS[name]) for name in asked)]
    print(put(rows, keep=not options.write))


def _piiscan(folder: Path, rows: int) -> Row:
    """A whole scan with its verdicts, and ten columns keyed beside the notes, from CSV to CSV; no models."""
    path = write(folder, rows, ("csv",))["csv"]
    scan, mask = median("scan", path, TIMES), median("mask_text", path, TIMES)
    size = path.stat().st_size
    path.unlink()
    return Row("piiscan", rows, scan.seconds, scan.rss, rows, mask.seconds, mask.rss, size / rows, _verdicts(folder))


def _verdicts(folder: Path) -> Mapping[str, str]:
    from piiscan.pipeline import scan

    (table,) = scan(write(folder, 1000, ("csv",))["csv"], text="off").tables
    named = zip(made(0, 1).columns, table.columns, strict=True)
    return {name: f"{column.entity} {100 * column.matched // 1000} %" for name, column in named if column.entity}


def _row(folder: Path, tool: Tool) -> Row:
    python = installed(tool.packages)
    seconds, rss, found = _asked(python, tool.kind, "scan", folder, tool.scan)
    masking = _asked(python, tool.kind, "mask", folder, tool.mask)[:2] if tool.mask else (0.0, 0)
    kinds = {column: _said(cells, tool.scan) for column, cells in found.items() if cells}
    size = write(folder, tool.scan, ("csv",))["csv"].stat().st_size / tool.scan
    return Row(tool.name, tool.scan, seconds, rss, tool.mask, *masking, size, kinds)


def _asked(
    python: Path, kind: str, task: str, folder: Path, rows: int
) -> tuple[float, int, Mapping[str, dict[str, int]]]:
    path = write(folder, rows, ("csv",))["csv"]
    runs = sorted(_answers(python, kind, task, path), key=lambda answer: answer[0])
    return runs[len(runs) // 2]


def _answers(
    python: Path, kind: str, task: str, path: Path
) -> Iterator[tuple[float, int, Mapping[str, dict[str, int]]]]:
    for _ in range(TIMES):
        yield tuple(json.loads(run((python, "-m", "tests.benchmarks.peers.asked", kind, task, path))[0]))


def _said(cells: Mapping[str, int], rows: int) -> str:
    """A tool that speaks of the column says so once."""
    return ", ".join(kind if cells == {kind: 1} else f"{kind} {100 * n // rows} %" for kind, n in cells.items())


if __name__ == "__main__":
    main()
