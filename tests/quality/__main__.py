"""`make quality`: both halves of the suite, or one. Errors are listed for the train half alone.

python -m tests.quality [train|held-out] [--errors N] [--plot FILE] [-f json]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from tests.quality import printing
from tests.quality.calibration import reliability
from tests.quality.plot import svg
from tests.quality.scanning import judge
from tests.quality.scoring import score

HALVES = ("train", "held-out")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description="Right verdicts on labelled columns.")
    parser.add_argument("half", nargs="?", choices=HALVES)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N wrong columns, of train only")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw the reliability of confidences, as SVG")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text")
    options = parser.parse_args(arguments)
    halves = (options.half,) if options.half else HALVES
    if options.errors and halves != ("train",):
        parser.error("errors are shown of train only; held-out stays unseen")
    verdicts = {half: judge(tables(half)) for half in halves}
    scores = {half: score(found) for half, found in verdicts.items()}
    bins = {half: reliability(found) for half, found in verdicts.items()}
    if options.plot:
        options.plot.write_text(svg(bins), encoding="utf-8")
    if options.format == "json":
        print(printing.as_json(scores, bins))
        return 0
    for half in halves:
        page = printing.page(half, scores[half], bins[half])
        print("\n".join((*page, *printing.errors(verdicts[half], options.errors))), "\n")
    return 0


def tables(half: str):
    return import_module(f"tests.quality.{half.replace('-', '_')}").tables()


if __name__ == "__main__":
    raise SystemExit(main())
