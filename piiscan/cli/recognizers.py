"""piiscan recognizers"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome
from piiscan.errors import PackError, UsageError, did_you_mean

app = typer.Typer(help="See, test and export what piiscan recognises.")


@app.command(name="list")
def list_(
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """List every recognizer: entity, role, tier, and what its verdict rests on."""
    from piiscan.detection.packs import recognizers
    from piiscan.reports.recognizers import listed, listed_json

    deliver(listed_json(recognizers()) if format == options.Form.JSON else listed(recognizers()), output)


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An entity, or a recognizer such as cn/mobile.")],
) -> None:
    """Print the declarations of a recognizer, or of all recognizers of an entity, as a JSON list."""
    from piiscan.detection.packs import recognizers
    from piiscan.reports.recognizers import declared

    found = [r for r in recognizers() if name in (r.id, r.entity)]
    if not found:
        known = [called for r in recognizers() for called in (r.entity, r.id)]
        hint = did_you_mean(name, known)
        raise UsageError(f"no recognizer or entity is called {name}: see `piiscan recognizers list`{hint}")
    deliver(json.dumps([declared(r) for r in found], ensure_ascii=False, indent=2))


@app.command(name="test")
def try_(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One pack or recognizer; else all.")] = None,
) -> None:
    """Run the must-match and must-not-match examples of the packs."""
    from piiscan.detection.examples import failures
    from piiscan.detection.packs import recognizers

    tested = [r for r in recognizers() if name in (None, r.id, r.id.partition("/")[0])]
    if not tested:
        known = [called for r in recognizers() for called in (r.id.partition("/")[0], r.id)]
        raise UsageError(f"no pack or recognizer is called {name}{did_you_mean(str(name), known)}")
    failed = [failure for r in tested for failure in failures(r)]
    for failure in failed:
        typer.echo(failure, err=True)
    if failed:
        raise PackError(f"{len(failed)} examples fail")
    deliver(f"{len(tested)} recognizers, all examples hold")


@app.command()
def diff(
    findings: options.FindingsFile,
    packs: Annotated[
        Path | None, typer.Option("--packs", metavar="DIR", help="A folder of packs; else those that are installed.")
    ] = None,
    policy: options.PolicyFile = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Show which columns of a saved scan have another verdict under other packs; exit 1 where any may."""
    from piiscan import pipeline
    from piiscan.reports.recognizers import compared, compared_json

    found = pipeline.compare(options.findings_in(findings), folder=packs, policy=options.policy_in(policy))
    deliver(compared_json(found) if format == options.Form.JSON else compared(found, style(output)["width"]), output)
    raise typer.Exit(outcome(incomplete=False, found=bool(found.flips)))


@app.command()
def export(output: options.Output = None) -> None:
    """Write the packs as a recognizer registry that stock Presidio reads."""
    from piiscan.detection.packs import recognizers
    from piiscan.detection.text.presidio import export

    deliver(export(recognizers()), output)
