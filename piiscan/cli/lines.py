"""Lines of a file or of stdin: they end at LF, and every line counts, empty ones too."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from pathlib import Path

import typer

from piiscan.errors import SourceUnreadable, UsageError


def lines_of(file: str) -> list[str | None]:
    """Each line without its LF; None for one that is not UTF-8, which is said on stderr.

    Raises UsageError where there is no such file, SourceUnreadable where it cannot be read.
    """
    if file != "-" and not Path(file).exists():
        raise UsageError(f"{file}: no such file")
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as failed:
        raise SourceUnreadable(file, (failed.strerror or "cannot be read").lower()) from None
    lines = [_decoded(line) for line in _split(content.removeprefix(BOM_UTF8))]
    report(file, [number for number, line in enumerate(lines, 1) if line is None], "not UTF-8 text")
    return lines


def report(file: str, numbers: list[int], what: str) -> None:
    """Say on stderr which lines could not be read, and why."""
    if numbers:
        others = f" and {len(numbers) - 1:,} other lines" if len(numbers) > 1 else ""
        typer.echo(f"piiscan: {file}: line {numbers[0]}{others}: {what}", err=True)


def _split(content: bytes) -> list[bytes]:
    return content.removesuffix(b"\n").split(b"\n") if content else []


def _decoded(line: bytes) -> str | None:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None
