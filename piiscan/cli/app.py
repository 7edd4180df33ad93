"""The commands, in the order of the work."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import (
    audit,
    check,
    detect,
    doctor,
    explain,
    keys,
    mask,
    plan,
    policy,
    recognizers,
    release,
    report,
    review,
    risk,
    scan,
    share,
    subject,
    verify,
)
from piiscan.cli.config import configured
from piiscan.cli.deliver import deliver
from piiscan.cli.exits import USAGE

app = typer.Typer(
    name="piiscan",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "PIISCAN"},
    help="Find personal data, grade it, and mask it before it is shared, on record.",
)

app.command()(scan.scan)
app.command()(explain.explain)
app.command()(review.review)
app.command()(plan.plan)
app.command()(mask.mask)
app.command()(verify.verify)
app.command()(share.share)
app.command()(detect.detect)
app.command()(check.check)
app.command()(report.report)
app.command()(risk.risk)
app.add_typer(release.app, name="release")
app.add_typer(recognizers.app, name="recognizers")
app.add_typer(policy.app, name="policy")
app.add_typer(subject.app, name="subject")
app.add_typer(keys.app, name="keys")
app.command()(doctor.doctor)
app.add_typer(audit.app, name="audit")


@app.callback()
def root(
    context: typer.Context,
    config: Annotated[Path | None, typer.Option(help="A piiscan.toml; else the nearest one upwards is used.")] = None,
    home: Annotated[Path | None, typer.Option(help="The workspace; else .piiscan/ beside piiscan.toml.")] = None,
    actor: Annotated[str | None, typer.Option(help="Who acts, for the audit log, beside the account.")] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Find personal data, grade it, and mask it before it is shared, on record."""
    if version:
        from piiscan import __version__

        deliver(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(USAGE)
    defaults = configured(config, context.command)
    named, acting = defaults.pop("home", None), defaults.pop("actor", None)
    context.obj = (home or (Path(named) if named else None), actor or acting)
    context.default_map = defaults
