"""piiscan report"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style


class Form(StrEnum):
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    TABLE = "table"


def report(
    findings: options.FindingsFile,
    format: Annotated[Form, typer.Option("-f", "--format", help="The format of the report.")] = Form.HTML,
    output: options.Output = None,
    lang: options.Language = options.Lang.EN,
) -> None:
    """Turn findings into a report for people, or for another program."""
    from piiscan import pipeline

    found = options.findings_in(findings)
    deliver(pipeline.report(found, format.value, lang=lang.value, **style(output)), output)
