"""piiscan scan"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome
from piiscan.cli.workspace import audit_log
from piiscan.errors import UsageError

if TYPE_CHECKING:
    from piiscan.model.finding import Findings
    from piiscan.model.item import Item
    from piiscan.pipeline.remembering import Cache

Baseline = Annotated[Path | None, typer.Option(metavar="FILE", help="Only what is not in it counts.")]
Update = Annotated[bool, typer.Option("--update-baseline", help="Take what was found as the new baseline.")]
Waivers = Annotated[Path | None, typer.Option(metavar="FILE", help="What somebody answers for, until a day.")]
ScanKey = Annotated[
    str | None, typer.Option("--key", metavar="REF", help="Of baseline and cache; else the workspace's own.")
]
Cached = Annotated[bool, typer.Option("--cache", help="Read only what is not as it was; remember what was found.")]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", metavar="N", min=1, help="Small files at once; else one a processor.")
]
Sample = Annotated[str | None, typer.Option(metavar="N|PERCENT", help="Look at about N rows, or 5% of them.")]


def scan(
    context: typer.Context,
    targets: Annotated[
        list[str], typer.Argument(metavar="TARGET", help="Files, folders, globs, URLs of databases, - for stdin.")
    ],
    policy: options.PolicyFile = None,
    scheme: options.Scheme = None,
    decisions: options.Decisions = None,
    sample: Sample = None,
    include: options.Include = None,
    exclude: options.Exclude = None,
    views: options.Views = False,
    text: options.TextOption = options.Text.AUTO,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
    fail_on: options.FailOn = None,
    baseline: Baseline = None,
    update_baseline: Update = False,
    waivers: Waivers = None,
    cache: Cached = False,
    key: ScanKey = None,
    jobs: Jobs = None,
    engine: options.Reads = options.Engine.LOCAL,
    as_of: options.AsOf = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
    lang: options.Language = options.Lang.EN,
) -> None:
    """Find personal data in files and databases: a verdict, a tier and the reasons for every column."""
    from piiscan import pipeline
    from piiscan.cli.progress import progress

    with progress() as say:
        findings = pipeline.scan(
            targets,
            policy=options.policy_in(policy),
            scheme=scheme,
            text=text.value,
            sample=_sample(sample),
            as_of=options.day(as_of),
            options=options.read_options(include, exclude, encoding, delimiter, widths, views),
            decisions=options.decisions_in(decisions),
            progress=say,
            notice=options.notice,
            cache=_cache(context, key) if cache else None,
            engine=engine.value,
            jobs=jobs,
        )
    deliver(pipeline.reported(findings, format.value, lang=lang.value, **style(output)), output)
    worst = max([1, *(table.tier for table in findings.tables), *(text.tier for text in findings.documents)])
    if baseline or waivers:
        worst = max([0, *(item.tier for item in _followed(context, findings, baseline, update_baseline, waivers, key))])
    raise typer.Exit(outcome(incomplete=not findings.complete, found=fail_on is not None and worst >= fail_on))


def _cache(context: typer.Context, key: str | None) -> Cache:
    """That of the workspace."""
    from piiscan.pipeline.baselining import key_of
    from piiscan.pipeline.remembering import Cache
    from piiscan.workspace import opened_home

    home = opened_home(audit_log(context).home)
    return Cache(home / "cache", key_of(home, key))


def _followed(
    context: typer.Context,
    findings: Findings,
    baseline: Path | None,
    update: bool,
    waivers: Path | None,
    key: str | None,
) -> list[Item]:
    """What is left to be looked at: not in the baseline, and not waived."""
    from piiscan.pipeline.baselining import against, asks_for_work, key_of
    from piiscan.policy.waivers import load_waivers
    from piiscan.verbs.baseline import items

    found = items(findings)
    if baseline is not None:
        secret = key_of(audit_log(context).home, key)
        found = against(findings, baseline, secret, options.notice, update=update)
    given = load_waivers(waivers) if waivers else ()
    return asks_for_work(found, given, max(date.today(), date.fromisoformat(findings.as_of)), options.notice)


def _sample(text: str | None) -> int | float | None:
    """`1000` rows, or `5%` of them."""
    if text is None:
        return None
    number, percent = text.removesuffix("%"), text.endswith("%")
    try:
        sample = float(number) / 100 if percent else int(number)
    except ValueError:
        sample = 0
    if not 0 < sample <= (1 if percent else sys.maxsize):
        raise UsageError("--sample takes a number of rows (1000) or a share of them (5%)")
    return sample
