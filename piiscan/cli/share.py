"""piiscan share"""

from __future__ import annotations

from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver
from piiscan.cli.exits import outcome
from piiscan.cli.workspace import audit_log


def share(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, a folder, or the URL of a database.")],
    destination: Annotated[str, typer.Argument(metavar="DEST", help="Where the verified copy goes.")],
    key: Annotated[str, typer.Option("--key", metavar="REF", help="A key by its reference, see `keys`.")],
    policy: options.PolicyFile = None,
    decisions: options.Decisions = None,
    purpose: Annotated[str | None, typer.Option(help="The purpose that the data is masked for.")] = None,
    partner: Annotated[str | None, typer.Option(help="The partner who gets it.")] = None,
    subset: options.Subset = None,
    text: options.TextOption = options.Text.AUTO,
    as_of: options.AsOf = None,
    overwrite: options.Overwrite = False,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
    to: options.To = options.TablesAs.PARQUET,
) -> None:
    """Scan, plan, mask and verify in one step: a verified copy, or none."""
    from piiscan import pipeline
    from piiscan.cli.progress import progress
    from piiscan.reports.sharing import render

    with progress() as say:
        shared = pipeline.share(
            source,
            destination,
            key=key,
            policy=options.policy_in(policy),
            purpose=purpose,
            partner=partner,
            text=text.value,
            as_of=options.day(as_of),
            overwrite=overwrite,
            options=options.read_options(None, None, encoding, delimiter, widths, to=to),
            decisions=options.decisions_in(decisions),
            notice=options.notice,
            progress=say,
            audit=audit_log(context),
            subset=tuple(subset or ()),
        )
    deliver(render(shared.findings, shared.plan, shared.verification))
    incomplete = not shared.findings.complete or bool(shared.verification and shared.verification.incomplete)
    raise typer.Exit(outcome(incomplete=incomplete, found=not shared.shared))
