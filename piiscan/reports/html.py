"""Findings as one HTML page that works offline: no script, no font, no image from anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from piiscan.model.finding import Findings
from piiscan.model.tier import TIERS
from piiscan.reports.drift import SHOWN, drift
from piiscan.reports.findings import totals
from piiscan.reports.formulas import computed
from piiscan.reports.grouping import grouped
from piiscan.reports.rulings import rulings
from piiscan.reports.visible import visible
from piiscan.reports.wording import Language, Wording, counted, likelihood


def render(
    findings: Findings,
    *,
    lang: Language = "en",
    names: Mapping[str, str] | None = None,
    levels: Mapping[str, str] | None = None,
) -> str:
    """The page; names from the data are escaped, and shown with their control characters written out."""
    page = environment().get_template("page.jinja")
    tables = tuple(grouped(findings.tables))
    words = Wording(lang, names or {}, levels or {})
    return page.render(
        findings=replace(findings, tables=tables),
        totals=totals(findings),
        differing=drift(findings.tables),
        most=SHOWN,
        formulas=computed(tables, words),
        rulings=list(rulings(tables, words)),
        words=words,
        tiers=sorted(TIERS, reverse=True),
    )


@cache
def environment() -> Environment:
    """Templates of pages: what they print is escaped."""
    made = Environment(
        loader=FunctionLoader(lambda name: files("piiscan.reports").joinpath(name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["counted"] = counted
    made.filters["likelihood"] = likelihood
    made.filters["thousands"] = "{:,}".format
    return made


def _finalize(value: object) -> object:
    """Every text that a template prints; what a macro returns is markup already."""
    return visible(value) if type(value) is str else value
