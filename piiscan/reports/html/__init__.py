"""Findings as one HTML page that works offline: no font, no image, nothing from anywhere.

Its first screen answers what is here, how bad it is, whom it is about, what changed and what to do next. One short
script, allowed by its digest alone, filters and searches; without it everything is there.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from piiscan.model.finding import ColumnFinding, Findings
from piiscan.model.item import Baselined
from piiscan.model.tier import TIERS
from piiscan.reports.drift import SHOWN, drift
from piiscan.reports.findings import totals
from piiscan.reports.formulas import computed
from piiscan.reports.grouping import grouped
from piiscan.reports.html import drawing
from piiscan.reports.html.aftermath import Aftermath
from piiscan.reports.html.answers import answers, folder_of
from piiscan.reports.html.quality import quality
from piiscan.reports.html.tasks import tasks
from piiscan.reports.rulings import rulings
from piiscan.reports.visible import visible
from piiscan.reports.wording import Wording, counted, likelihood
from piiscan.reports.words import Language

_INDENTED = re.compile(r"\s*\n\s*")
"""What the templates' layout leaves in a page; names from the data have no line ends (`visible`)."""


def render(
    findings: Findings,
    *,
    lang: Language = "en",
    names: Mapping[str, str] | None = None,
    levels: Mapping[str, str] | None = None,
    aftermath: Aftermath | None = None,
    changes: Baselined | None = None,
) -> str:
    """The page; names from the data are escaped, and shown with their control characters written out.

    `aftermath` is what became of the data: the plan, and what was measured on the masked copy; `changes` what is
    otherwise than in an earlier scan.
    """
    page = environment().get_template("page.jinja")
    tables = tuple(grouped(findings.tables))
    words = Wording(lang, names or {}, levels or {})
    said = page.render(
        findings=replace(findings, tables=tables),
        totals=totals(findings),
        folder=folder_of(findings),
        answers=answers(findings, tables),
        tasks=list(tasks(findings, words, aftermath)),
        quality=quality(tables),
        differing=drift(findings.tables),
        most=SHOWN,
        formulas=computed(tables, words),
        rulings=list(rulings(tables, words)),
        after=aftermath,
        changes=changes,
        words=words,
        tiers=sorted(TIERS, reverse=True),
        script=_script(),
    )
    return _INDENTED.sub("\n", said)


@cache
def environment(*packages: str) -> Environment:
    """What draws pages from the templates of these packages, and from those of the report."""
    made = Environment(
        loader=FunctionLoader(partial(_text, (*packages, __name__))),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        counted=counted,
        likelihood=likelihood,
        thousands="{:,}".format,
        share=drawing.share,
        bar=drawing.bar,
        against_chance=drawing.against_chance,
        curve=drawing.curve,
        ticks=drawing.ticks,
    )
    made.tests["silent"] = _silent
    return made


def _silent(column: ColumnFinding) -> bool:
    """Whether there is nothing to be said of the column but its name."""
    return column.status == "clean" and not (column.reasons or column.decision or column.comment)


def _text(packages: Sequence[str], name: str) -> str:
    found = (files(package).joinpath(name) for package in packages)
    return next(file for file in found if file.is_file()).read_text("utf-8")


@cache
def _script() -> tuple[str, str]:
    """The script, and how the content security policy of the page names it (CSP Level 3, section 2.3.1)."""
    script = _INDENTED.sub("\n", _text((__name__,), "filter.js"))
    return script, f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def _finalize(value: object) -> object:
    """Every text that a template prints; what a macro returns is markup already."""
    return visible(value) if type(value) is str else value
