"""Questions to who sits at a terminal, on stderr; a pipe is never asked."""

from __future__ import annotations

import sys
from collections.abc import Collection

import typer

from piiscan.errors import UsageError, did_you_mean


def somebody_there() -> bool:
    """Whether somebody reads questions and can answer them."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def choice(question: str, answers: Collection[str], default: str) -> str:
    """One of the answers; asked again until it is one. Raises UsageError where no answer comes."""
    while (answer := _answer(question, default)) not in answers:
        typer.echo(f"    there is no such answer{did_you_mean(answer, answers)}", err=True)
    return answer


def number(question: str, default: int) -> int:
    """A whole number from 0 up, in the same way."""
    while not (answer := _answer(question, str(default))).isdecimal():
        typer.echo("    a whole number is needed", err=True)
    return int(answer)


def _answer(question: str, default: str) -> str:
    typer.echo(f"{question} [{default}]: ", err=True, nl=False)
    if line := sys.stdin.readline():
        return line.strip() or default
    raise UsageError("no answer came: give options instead, see --help")
