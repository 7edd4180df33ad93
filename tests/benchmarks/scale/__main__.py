"""`python -m tests.benchmarks.scale FOLDER [--only NAME ...] [--write]`: time and memory where something is large.

What was measured lies in FOLDER, too (`figures.json`), so that a run can be cut in pieces; with all of the data and a
copy at a time it takes 25 GB. `--write` puts all of it into docs/scale.md and docs/scale.svg.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.scale.cases import Figure, cases, figures
from tests.benchmarks.scale.page import put, row
from tests.benchmarks.scale.watching import Look


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale")
    parser.add_argument("folder", type=Path, help="for the data, the copies and the figures")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="cases whose names begin so")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/scale.md and docs/scale.svg")
    options = parser.parse_args()
    kept = options.folder / "figures.json"
    known = {(figure.case, figure.verb): figure for figure in _kept(kept)}
    for case in cases():
        if options.only is None or case.name.startswith(tuple(options.only)):
            for figure in figures(case, options.folder):
                print(row(figure), flush=True)
                known[figure.case, figure.verb] = figure
                kept.write_text(json.dumps([asdict(figure) for figure in known.values()]))
    if options.write:
        order = [case.name for case in cases()]
        put(sorted(known.values(), key=lambda figure: order.index(figure.case)))


def _kept(path: Path) -> list[Figure]:
    made = json.loads(path.read_text()) if path.exists() else []
    return [Figure(**{**figure, "looks": [Look(**look) for look in figure["looks"]]}) for figure in made]


if __name__ == "__main__":
    main()
