"""What was measured, as Markdown and as a plot, and its place in the docs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tests.benchmarks.peers.page import DOCS
from tests.benchmarks.scale.cases import MASK, SCAN, Figure

BEGIN, END = "<!-- measured by `python -m tests.benchmarks.scale FOLDER --write` -->", "<!-- measured so far -->"
_HEAD = "| what | done | CPU, s | wall, s | load | MiB | MiB anonymous | exit | found, or written |"

_LEFT, _TOP, _WIDTH, _HEIGHT, _GAP = 50, 40, 300, 240, 70
_MOST = 1280
"""MiB at the top of the plot."""

_COLOURS = {SCAN: "#0b6e99", MASK: "#c2571a"}
_DASHES = {"csv": "", "parquet": ' stroke-dasharray="6 4"'}
Point = tuple[float, float]
"""Right and up, from 0 to 1."""


def put(figures: Sequence[Figure]) -> None:
    """Put the table into the page, and the plot beside it."""
    page = DOCS / "scale.md"
    text = "\n".join((_HEAD, "|---|---|--:|--:|--:|--:|--:|--:|---|", *map(row, figures)))
    between = f"(?s){re.escape(BEGIN)}.*{re.escape(END)}"
    page.write_text(re.sub(between, lambda _: f"{BEGIN}\n\n{text}\n\n{END}", page.read_text()))
    (DOCS / "scale.svg").write_text(svg(figures))


def row(figure: Figure) -> str:
    return (
        f"| {figure.case} | {figure.verb} | {figure.cpu:.1f} | {figure.wall:.1f} | {figure.load:.0f} "
        f"| {figure.resident >> 20:,} | {figure.anonymous >> 20:,} | {figure.status} | {figure.found} |"
    )


def svg(figures: Sequence[Figure]) -> str:
    """MiB of anonymous memory: at its peak over rows, and over time where there are the most of them."""
    drawn = [figure for figure in figures if figure.rows and figure.verb in _COLOURS]
    most = max(figure.rows for figure in drawn)
    right = _LEFT + _WIDTH + _GAP
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right + _WIDTH + 20} {_TOP + _HEIGHT + 60}" '
        'font-family="sans-serif" font-size="11" role="img">',
        "<title>Memory of scans and masks, over rows and over time</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        *_panel(_LEFT, "Peak, MiB, by rows of the table", [f"{rows:,}" for rows in sorted({f.rows for f in drawn})]),
        *_panel(right, f"From begin to end of {most:,} rows", ["0 %", "50 %", "100 %"]),
    ]
    for (verb, suffix), some in groupby(sorted(drawn, key=_kind), key=_kind):
        by_rows = sorted(some, key=lambda figure: figure.rows)
        lines.append(_line(_LEFT, list(_over_rows(by_rows)), verb, suffix))
        lines += [_line(right, list(_over_time(figure)), verb, suffix) for figure in by_rows if figure.rows == most]
    return "\n".join((*lines, *_legend(), "</svg>\n"))


def _kind(figure: Figure) -> tuple[str, str]:
    return figure.verb, figure.format


def _over_rows(figures: Sequence[Figure]) -> Iterator[Point]:
    for figure in figures:
        yield (math.log10(figure.rows) - 4) / 3, (figure.anonymous >> 20) / _MOST


def _over_time(figure: Figure) -> Iterator[Point]:
    for look in figure.looks:
        yield min(1.0, look.seconds / figure.wall), (look.anonymous >> 20) / _MOST


def _panel(left: int, title: str, below: Sequence[str]) -> Iterator[str]:
    bottom = _TOP + _HEIGHT
    yield f'<text x="{left}" y="{_TOP - 14}">{title}</text>'
    for mebibytes in range(0, _MOST + 1, 256):
        y = bottom - _HEIGHT * mebibytes / _MOST
        colour = "#999" if mebibytes == 1024 else "#ddd"
        yield f'<path d="M{left} {y:g}H{left + _WIDTH}" stroke="{colour}"/>'
        yield f'<text x="{left - 6}" y="{y + 4:g}" text-anchor="end">{mebibytes:,}</text>'
    for place, label in enumerate(below):
        x = left + _WIDTH * place / (len(below) - 1)
        yield f'<text x="{x:g}" y="{bottom + 18}" text-anchor="middle">{label}</text>'


def _line(left: int, points: Sequence[Point], verb: str, suffix: str) -> str:
    placed = " ".join(f"{left + _WIDTH * x:.1f},{_TOP + _HEIGHT * (1 - y):.1f}" for x, y in points)
    return f'<polyline points="{placed}" fill="none" stroke="{_COLOURS[verb]}" stroke-width="1.6"{_DASHES[suffix]}/>'


def _legend() -> Iterator[str]:
    y = _TOP + _HEIGHT + 42
    kinds = [(verb, suffix) for verb in _COLOURS for suffix in _DASHES]
    for place, (verb, suffix) in enumerate(kinds):
        x = _LEFT + 160 * place
        yield f'<path d="M{x} {y - 4}H{x + 28}" stroke="{_COLOURS[verb]}" stroke-width="1.6"{_DASHES[suffix]}/>'
        yield f'<text x="{x + 34}" y="{y}">{verb}, {suffix}</text>'
