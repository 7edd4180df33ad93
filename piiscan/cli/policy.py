"""piiscan policy"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver
from piiscan.errors import DestinationRefused, UsageError

app = typer.Typer(help="Write, read and check policies.")


class Identifiers(StrEnum):
    """What becomes of what identifies a person directly."""

    PSEUDONYM = "pseudonym"
    ENCRYPT = "encrypt"
    DROP = "drop"


SchemeName = Annotated[str | None, typer.Option("--scheme", metavar="NAME", help="The tier scheme of the policy.")]
Becomes = Annotated[Identifiers | None, typer.Option("--identifiers", help="What becomes of direct identifiers.")]
LeastK = Annotated[int | None, typer.Option("--k", min=0, metavar="N", help="The least crowd; 0 asks for none.")]

_WHICH_SCHEME = "1/3 Which law or standard grades the data beside the tiers?\n    {}\n   "
_WHICH_OPERATOR = """2/3 What becomes of names, phones, cards, identity numbers?
    pseudonym  a token: the same person in every table, no way back
    encrypt    a token that the key can undo
    drop       nothing is left of them
   """
_WHICH_K = """3/3 In crowds of how many rows must people stand (k)? 0 asks for none;
    verify fails a copy with smaller ones
   """


@app.command()
def init(
    path: Annotated[Path, typer.Argument(metavar="POLICY", help="The file to write.")] = Path("policy.yaml"),
    scheme: SchemeName = None,
    identifiers: Becomes = None,
    k: LeastK = None,
    overwrite: options.Overwrite = False,
) -> None:
    """Write a policy to start from. On a terminal it asks three questions, but for those that options answer."""
    from piiscan.cli.questions import choice, number, somebody_there
    from piiscan.model.scheme import GENERAL
    from piiscan.policy.policy_text import render_policy
    from piiscan.policy.starter import starter_policy
    from piiscan.policy.tier_schemes import checked_scheme, scheme_names

    if path.exists() and not overwrite:
        raise DestinationRefused(f"{path} exists: choose another name, or say --overwrite")
    if somebody_there():
        schemes = [GENERAL, *(name for name in scheme_names() if name != GENERAL)]
        scheme = scheme or choice(_WHICH_SCHEME.format(", ".join(schemes)), schemes, GENERAL)
        identifiers = identifiers or Identifiers(choice(_WHICH_OPERATOR, [*map(str, Identifiers)], "pseudonym"))
        k = number(_WHICH_K, 0) if k is None else k
    policy = starter_policy(
        path.stem,
        date.today(),
        scheme=checked_scheme(scheme or GENERAL),
        identifiers=(identifiers or Identifiers.PSEUDONYM).value,
        k=k or None,
    )
    deliver(render_policy(policy), path)
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
    roles = f", {len(policy.roles)} roles" if policy.roles else ""
    said = f"{policy.name} version {policy.version}, {len(policy.rules)} rules{roles}, scheme {policy.scheme}"
    deliver(f"{path}: {said}, {policy.digest}")
