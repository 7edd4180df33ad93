"""Where a document goes: stdout, or a file that appears whole or not at all; and how wide a terminal is."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn, TypedDict

from piiscan.errors import OutputFailed

_NARROW = 80
"""Columns of text that does not go to a terminal."""


class Style(TypedDict):
    """How text for people is laid out."""

    width: int
    colour: bool


def style(output: Path | None = None) -> Style:
    """As wide as the terminal, and in colours unless NO_COLOR is set; 80 columns without colours elsewhere."""
    if output is not None or not sys.stdout.isatty():
        return Style(width=_NARROW, colour=False)
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Style(width=shutil.get_terminal_size().columns, colour=not plain)


def deliver(text: str, output: Path | None = None) -> None:
    """To stdout, or into a file: atomically, where it is one. Raises OutputFailed."""
    content = (text if text.endswith("\n") or not text else f"{text}\n").encode("utf-8", "backslashreplace")
    if output is None:
        _print(content)
    elif output.exists() and not output.is_file():
        _pour(content, output)
    else:
        from piiscan.sources import write_bytes_atomically

        write_bytes_atomically(output, content)


def _print(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as failed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is buffered goes nowhere
        _refuse("stdout", failed)


def _pour(content: bytes, device: Path) -> None:
    """Into a pipe or a device, which must not be replaced."""
    try:
        with device.open("wb", buffering=0) as stream:
            stream.write(content)
    except OSError as failed:
        _refuse(str(device), failed)


def _refuse(place: str, failed: OSError) -> NoReturn:
    raise OutputFailed(f"{place}: {(failed.strerror or 'cannot be written').lower()}") from None
