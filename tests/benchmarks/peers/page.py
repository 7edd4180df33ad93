"""What was measured, as Markdown and as a plot, and its place in the docs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parents[3] / "docs"
BEGIN, END = "<!-- measured by `python -m tests.benchmarks.peers --write` -->", "<!-- measured so far -->"
COLUMNS = ("name_zh", "resident_id", "mobile", "bank_card", "address_zh", "email")
_LEFT, _WIDTH, _HEIGHT, _DECADES = 180, 420, 34, 6


@dataclass(frozen=True, slots=True)
class Row:
    """One tool: rows asked, seconds, bytes of memory at most, for detection and for masking; bytes of a row."""

    name: str
    scanned: int
    scan_seconds: float
    scan_rss: int
    masked: int
    mask_seconds: float
    mask_rss: int
    octets: float
    found: Mapping[str, str]

    @property
    def scan_speed(self) -> float:
        return self.scanned / self.scan_seconds

    @property
    def mask_speed(self) -> float:
        return self.masked / self.mask_seconds if self.masked else 0.0

    @property
    def both(self) -> float:
        """Rows a second, found and masked one after the other."""
        return 1 / (1 / self.scan_speed + 1 / self.mask_speed) if self.masked else 0.0


def put(rows: Sequence[Row], keep: bool) -> str:
    """The page's part; unless the docs are to be kept as they are, it is put there, with its plot."""
    text = "\n".join((*_speeds(rows), "", *_findings(rows)))
    if not keep:
        page = DOCS / "peers.md"
        said = re.sub(
            f"(?s){re.escape(BEGIN)}.*{re.escape(END)}", lambda _: f"{BEGIN}\n\n{text}\n\n{END}", page.read_text()
        )
        page.write_text(said)
        (DOCS / "speed.svg").write_text(svg(rows))
    return text


def _speeds(rows: Sequence[Row]) -> Iterator[str]:
    ours = rows[0]
    yield "| tool | rows | detects, rows/s | MB/s | MiB | piiscan | masks, rows/s | MiB | piiscan | both, piiscan |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for row in rows:
        yield (
            f"| {row.name} | {row.scanned:,} | {row.scan_speed:,.0f} | {row.scan_speed * row.octets / 1e6:.2f} "
            f"| {row.scan_rss >> 20} | {_times(ours.scan_speed, row.scan_speed)} "
            f"| {f'{row.mask_speed:,.0f} | {row.mask_rss >> 20}' if row.masked else 'has none |'} "
            f"| {_times(ours.mask_speed, row.mask_speed)} | {_times(ours.both, row.both)} |"
        )


def _times(ours: float, theirs: float) -> str:
    return f"{ours / theirs:,.1f} x" if theirs and ours != theirs else ""


def _findings(rows: Sequence[Row]) -> Iterator[str]:
    yield "| what they say of | " + " | ".join(f"`{column}`" for column in COLUMNS) + " |"
    yield "|---" * (1 + len(COLUMNS)) + "|"
    for row in rows:
        yield f"| {row.name} | " + " | ".join(row.found.get(column, "") for column in COLUMNS) + " |"


def svg(rows: Sequence[Row]) -> str:
    """Rows a second on a scale of tens: detection above, masking below, for each tool."""
    height = 40 + _HEIGHT * len(rows)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 70} {height}" '
        'font-family="sans-serif" font-size="11" role="img">',
        "<title>Rows a second, detection and masking</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for decade in range(_DECADES + 1):
        x = _LEFT + _WIDTH * decade / _DECADES
        lines.append(f'<path d="M{x:g} 24V{height - 8}" stroke="#ddd"/>')
        lines.append(f'<text x="{x:g}" y="16" text-anchor="middle">{10**decade:,}</text>')
    for place, row in enumerate(rows):
        lines += _bars(row, 30 + _HEIGHT * place)
    return "\n".join((*lines, "</svg>\n"))


def _bars(row: Row, top: int) -> Iterator[str]:
    yield f'<text x="{_LEFT - 8}" y="{top + 16}" text-anchor="end">{row.name}</text>'
    for at, (speed, colour) in enumerate(((row.scan_speed, "#0b6e99"), (row.mask_speed, "#c2571a"))):
        if speed:
            wide = _WIDTH * max(0.0, math.log10(speed)) / _DECADES
            yield f'<rect x="{_LEFT}" y="{top + 13 * at}" width="{wide:.1f}" height="11" fill="{colour}"/>'
            yield f'<text x="{_LEFT + wide + 4:.1f}" y="{top + 13 * at + 9}">{speed:,.0f}</text>'
