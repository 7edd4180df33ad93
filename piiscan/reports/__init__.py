"""Reports: one format a file, each a function of findings, loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from piiscan.errors import UsageError
from piiscan.model.finding import Findings
from piiscan.reports.words import Language

FOR_MACHINES = {
    "json": "findings",
    "csv": "csv",
    "sarif": "sarif",
    "openlineage": "openlineage",
    "odcs": "odcs",
}
FOR_PEOPLE = {"table": "table", "html": "html", "md": "markdown"}
"""Format -> its module here. Those for people come in English and Chinese; `dbt` needs a manifest beside it."""

FORMATS = (*FOR_PEOPLE, *FOR_MACHINES)


def render(
    findings: Findings,
    form: str,
    lang: Language = "en",
    names: Mapping[str, str] | None = None,
    levels: Mapping[str, str] | None = None,
) -> str:
    """The findings in a format of FORMATS; `names` and `levels` are those of entities and levels in that language.

    Raises UsageError for an unknown format.
    """
    if form in FOR_MACHINES:
        return str(_module(FOR_MACHINES[form]).render(findings))
    if form in FOR_PEOPLE:
        return str(_module(FOR_PEOPLE[form]).render(findings, lang=lang, names=names, levels=levels))
    raise UsageError(f"unknown report format; must be one of {', '.join(FORMATS)}, dbt")


def _module(name: str) -> ModuleType:
    return import_module(f"piiscan.reports.{name}")
