"""A line on the terminal for work that takes longer than two seconds; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

_PATIENCE = 2.0
"""Seconds before anything is shown."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yields a function that is told what is being worked on."""
    if not sys.stderr.isatty():
        yield lambda current: None
        return
    done, current = Event(), [""]
    shown = Thread(target=_show, args=(done, current), daemon=True)
    shown.start()
    try:
        yield lambda name: current.__setitem__(0, name)
    finally:
        done.set()
        shown.join()


def _show(done: Event, current: list[str]) -> None:
    if done.wait(_PATIENCE):
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    with console.status("") as status:
        while not done.wait(0.2):
            status.update(Text(current[0]))
