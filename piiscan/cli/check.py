"""piiscan check"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver
from piiscan.cli.exits import outcome
from piiscan.cli.lines import lines_of

if TYPE_CHECKING:
    from piiscan.detection.validity import Validity


def check(
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="CN_RESIDENT_ID, PHONE_NUMBER, BR_CPF, ...")],
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="One value a line; - is stdin.")] = "-",
    output: options.Output = None,
) -> None:
    """Say for each value whether it is a valid one of its kind; exit 1 where one is not."""
    from piiscan import pipeline

    lines = lines_of(file)
    found = pipeline.check(entity, lines)
    deliver("".join(_line(number, v) + "\n" for number, v in enumerate(found, 1)), output)
    raise typer.Exit(outcome(incomplete=None in lines, found=not all(v.valid for v in found)))


def _line(number: int, found: Validity) -> str:
    reason = {} if found.valid else {"reason": found.reason}
    return json.dumps({"line": number, "valid": found.valid, **reason})
