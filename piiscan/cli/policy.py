"""piiscan policy"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.errors import DestinationRefused

app = typer.Typer(no_args_is_help=True, help="Write, read and check policies.")


@app.command()
def init(
    path: Annotated[Path, typer.Argument(help="The file to write.")] = Path("policy.yaml"),
    overwrite: options.Overwrite = False,
) -> None:
    """Write the default policy into a file, to be changed."""
    from piiscan.policy.policies import default_policy
    from piiscan.policy.policy_text import render_policy

    if path.exists() and not overwrite:
        raise DestinationRefused(f"{path} exists: choose another name, or say --overwrite")
    options.deliver(render_policy(default_policy()), path)
    typer.echo(str(path))


@app.command()
def show(path: Annotated[Path | None, typer.Argument(help="A policy; else the default one.")] = None) -> None:
    """Print a policy as piiscan understands it."""
    from piiscan.policy.policy_text import render_policy

    typer.echo(render_policy(options.policy_in(path)), nl=False)


@app.command()
def check(path: Annotated[Path, typer.Argument(help="A policy.")]) -> None:
    """Check a policy: unknown keys, rules that can match nothing, review dates."""
    policy = options.policy_in(path)
    typer.echo(f"{path}: {policy.name} version {policy.version}, {len(policy.rules)} rules, {policy.digest}")
