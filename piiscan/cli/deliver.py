"""Where a document goes: stdout, or a file that appears whole or not at all; and how wide a terminal is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn, TypedDict

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


def deliver(text: str | Iterable[str], output: Path | None = None) -> None:
    """To stdout, or into a file: atomically, where it is one. Raises OutputFailed."""
    last = ""
    with delivering(output) as write:
        for last in [text] if isinstance(text, str) else text:
            write(last)
        if last and not last.endswith("\n"):
            write("\n")


@contextmanager
def delivering(output: Path | None = None) -> Iterator[Callable[[str], None]]:
    """The same for text that comes bit by bit: stdout and pipes get each as it comes. Raises OutputFailed."""
    if output is None:
        yield _print
    else:
        from piiscan.sources import replacing, write_all

        whole = output.is_file() or not output.exists()
        with replacing(output) if whole else _poured(output) as stream:
            yield lambda text: write_all(stream, _coded(text))


def _print(text: str) -> None:
    try:
        sys.stdout.buffer.write(_coded(text))
        sys.stdout.buffer.flush()
    except OSError as failed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is buffered goes nowhere
        _refuse("stdout", failed)


@contextmanager
def _poured(device: Path) -> Iterator[BinaryIO]:
    """A pipe or a device, which must not be replaced."""
    try:
        with device.open("wb", buffering=0) as stream:
            yield stream
    except OSError as failed:
        _refuse(str(device), failed)


def _coded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _refuse(place: str, failed: OSError) -> NoReturn:
    raise OutputFailed(f"{place}: {(failed.strerror or 'cannot be written').lower()}") from None
