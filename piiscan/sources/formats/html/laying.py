"""Masked texts laid into the words of a page, so that the markup among them stays where it is."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.errors import OutputFailed
from piiscan.sources.formats.html.pieces import Cell, Run


def refill(cell: Cell, value: str) -> None:
    """Another value, where the first word of the cell stood, with the blanks around it."""
    filled = [words for words in cell.run.words if words.text.strip()]
    if not filled:
        cell.pieces.append(cell.run.said(value))
        return
    before, _, after = filled[0].text.partition(filled[0].text.strip())
    filled[0].text = before + value + after
    for words in filled[1:]:
        words.text = ""


def relay(run: Run, masked: Iterator[str]) -> None:
    """The next masked lines in place of those of the run. Raises OutputFailed where there are too few."""
    after = "".join(_line(line, masked) for line in run.text.splitlines(keepends=True))
    if after != run.text:
        _replace(run, after)


def _line(line: str, masked: Iterator[str]) -> str:
    """What is written for a line, with the line end that it had; blank ones are no lines of the text."""
    if not line.strip():
        return line
    written = next(masked, None)
    if written is None:
        raise OutputFailed("fewer lines came back than the source has")
    [body] = line.splitlines()
    return written.removesuffix("\n") + line[len(body) :]


def _replace(run: Run, after: str) -> None:
    """Words that begin or end both texts stay as they are, the first one that differs takes all between."""
    before, last, at = run.text, run.words[-1], 0
    same = _alike(before, after)
    behind = _alike(before[same:][::-1], after[same:][::-1])
    middle, end = after[same : len(after) - behind], len(before) - behind
    for words in run.words:
        start, at = at, at + len(words.text)
        differs = start <= same and (same < at or words is last)
        words.text = before[start : min(at, same)] + (middle if differs else "") + before[max(start, end) : at]


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
