"""piiscan policy"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver
from piiscan.errors import DestinationRefused, UsageError

app = typer.Typer(help="Write, read and check policies.")


@app.command()
def init(
    path: Annotated[Path, typer.Argument(metavar="POLICY", help="The file to write.")] = Path("policy.yaml"),
    overwrite: options.Overwrite = False,
) -> None:
    """Write the default policy into a file, to be changed."""
    from piiscan.policy.policies import default_policy
    from piiscan.policy.policy_text import render_policy

    if path.exists() and not overwrite:
        raise DestinationRefused(f"{path} exists: choose another name, or say --overwrite")
    deliver(render_policy(default_policy()), path)
    deliver(str(path))


@app.command()
def show(
    path: Annotated[Path | None, typer.Argument(metavar="POLICY", help="A policy; else the default one.")] = None,
    scheme: Annotated[str | None, typer.Option(metavar="NAME", help="Not a policy, but this tier scheme.")] = None,
    lang: options.Language = options.Lang.EN,
) -> None:
    """Print a policy as piiscan understands it, or a tier scheme: its levels, entities and clauses."""
    from piiscan import pipeline
    from piiscan.policy.policy_text import render_policy

    if scheme and path:
        raise UsageError("give a policy or --scheme, not both")
    deliver(pipeline.scheme(scheme, lang=lang.value) if scheme else render_policy(options.policy_in(path)))


@app.command()
def check(path: Annotated[Path, typer.Argument(metavar="POLICY", help="A policy.")]) -> None:
    """Check a policy: unknown keys and schemes, rules that can match nothing, review dates."""
    policy = options.policy_in(path)
    said = f"{policy.name} version {policy.version}, {len(policy.rules)} rules, scheme {policy.scheme}"
    deliver(f"{path}: {said}, {policy.digest}")
