"""Exit codes: each outcome has one, and no way out of the program shows a value of the data."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import typer

from piiscan.errors import PiiscanError

_STDERR = 2
FOUND, USAGE, INCOMPLETE, INTERNAL, INTERRUPTED, TERMINATED = 1, 2, 3, 4, 130, 143


def outcome(*, incomplete: bool, found: bool) -> int:
    """The code of a run that came to its end: incomplete beats found."""
    return INCOMPLETE if incomplete else FOUND if found else 0


def guarded(command: Callable[[], object]) -> NoReturn:
    """Run a command that gives its exit code, turn whatever else happens into one, and exit."""
    _heed()
    try:
        code = command()
    except PiiscanError as refused:
        _say(f"piiscan: {refused}")
        sys.exit(refused.exit_code)
    except typer.TyperException as misused:
        _say(f"piiscan: {misused.format_message()} (see --help)")
        sys.exit(USAGE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except SystemExit:
        raise
    except BaseException as failed:  # a reader's panic is no Exception, and any message may carry a value
        _say(f"piiscan: internal error: {type(failed).__name__} at {_place(failed)}; please report it")
        sys.exit(INTERNAL)
    sys.exit(code if isinstance(code, int) else 0)


def mute_native_code() -> None:
    """A panic in Rust writes its message, and with it a value, to file descriptor 2; Python gets its own way there."""
    sys.stderr = os.fdopen(os.dup(_STDERR), "w", buffering=1, errors="backslashreplace")
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), _STDERR)


def _place(failed: BaseException) -> str:
    """The innermost line of piiscan itself."""
    place, step = "start", failed.__traceback__
    while step is not None:
        name = step.tb_frame.f_globals.get("__name__", "")
        place = f"{name}:{step.tb_lineno}" if name.startswith("piiscan") else place
        step = step.tb_next
    return place


def _say(text: str) -> None:
    print(" ".join(text.split()), file=sys.stderr)


def _heed() -> None:
    """A signal ends the run once: what cleans up is not interrupted again. Those that nohup ignores stay ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(TERMINATED)
