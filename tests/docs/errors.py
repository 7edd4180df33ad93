"""The tree of errors, each with its exit code and when it is seen."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan import errors
from piiscan.cli.exits import INTERRUPTED, TERMINATED
from piiscan.errors import PiiscanError
from tests.docs.markdown import code, said, table, titled


def page() -> str:
    return titled(
        "Errors",
        "Every error that piiscan raises on purpose, as `piiscan.errors` has it. A command ends with the exit code of"
        " its error; a message names file, table, column and row, and what to do, and never holds a value of the data."
        " What the codes mean stands in the [README](../../README.md#what-a-run-tells-its-caller).",
        table(("error", "is a", "exit code", "when"), map(_row, tree(PiiscanError))),
        f"Ended by a signal: {INTERRUPTED} after SIGINT, {TERMINATED} after SIGTERM.",
    )


def tree(root: type[PiiscanError]) -> Iterator[type[PiiscanError]]:
    """The public ones, each before those beneath it."""
    yield root
    beneath = (kind for kind in root.__subclasses__() if kind.__name__ in errors.__all__)
    for kind in sorted(beneath, key=lambda kind: kind.__name__):
        yield from tree(kind)


def _row(kind: type[PiiscanError]) -> tuple[str, ...]:
    parent = kind.__mro__[1]
    return code(kind.__name__), code(parent.__name__), str(kind.exit_code), said(kind)
