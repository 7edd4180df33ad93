"""piiscan keys"""

from __future__ import annotations

from typing import Annotated

import typer

from piiscan.cli.deliver import deliver
from piiscan.errors import UsageError

app = typer.Typer(help="Make keys, and see which can be used.")


@app.command()
def new(reference: Annotated[str, typer.Argument(metavar="REF", help="file:PATH, not there yet.")]) -> None:
    """Write 32 random bytes into a new file that only its owner can read."""
    from piiscan.keys import create

    scheme, _, path = reference.partition(":")
    if scheme != "file" or not path:
        raise UsageError("keys new: say where as file:PATH")
    deliver(create(reference))


@app.command(name="list")
def list_(references: Annotated[list[str], typer.Argument(metavar="REF", help="env:NAME or file:PATH.")]) -> None:
    """Check that keys can be used, and print a fingerprint of each that tells them apart and reveals nothing."""
    from piiscan.keys import load

    deliver("\n".join(f"{load(reference).fingerprint}  {reference}" for reference in references))
