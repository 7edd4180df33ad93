"""report and explain: findings, for people and for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from piiscan.detection import packs
from piiscan.errors import UsageError, did_you_mean
from piiscan.model.finding import ColumnFinding, Findings, TableFinding
from piiscan.model.plan import Plan
from piiscan.model.policy import Policy
from piiscan.pipeline.aftermath import aftermath, since
from piiscan.pipeline.deciding import drafted
from piiscan.pipeline.detection import recognizers_by_id
from piiscan.policy.policies import default_policy
from piiscan.policy.tier_schemes import load_scheme, scheme_names
from piiscan.reports import dbt, html, openlineage, render, table
from piiscan.reports.beside import load
from piiscan.reports.dbt_manifest import load_manifest
from piiscan.reports.explain import explain as explained
from piiscan.reports.explain import explain_json
from piiscan.reports.findings import pieces
from piiscan.reports.lines import explain_lines, explain_lines_json
from piiscan.reports.scheme import render as drawn_scheme
from piiscan.reports.words import Language
from piiscan.verbs.explain import changes


def report(
    findings: Findings,
    form: str = "html",
    *,
    lang: Language = "en",
    width: int = 80,
    colour: bool = False,
    plan: Plan | None = None,
    copy: str | None = None,
    manifest: Path | None = None,
    beside: Sequence[Path] = (),
) -> str:
    """The findings as `html`, `json`, `csv`, `md`, `sarif`, `openlineage`, `dbt`, `odcs` or `table`.

    A table is `width` cells wide and can have colours. `plan` goes with `html`, which shows what becomes of each column
    and what the documents `beside` say (an earlier scan; of `risk`, before and after; its attacks; `verify`). `plan`
    and `copy`, where its masked copy lies, go with `openlineage`; `manifest` is the manifest.json that `dbt` needs.
    Raises UsageError for other formats and combinations.
    """
    _refuse_strangers(form, plan, copy, manifest, beside)
    if form == "openlineage":
        return openlineage.render(findings, plan, _folder(copy))
    if form == "dbt":
        return dbt.render(findings, load_manifest(manifest) if manifest else None)
    names = {r.entity: r.zh for r in packs.recognizers()} if lang == "zh" else None
    levels = _levels(findings, lang)
    if form == "table":
        return table.render(findings, lang=lang, names=names, levels=levels, width=width, colour=colour)
    if form == "html":
        documents = [load(path) for path in beside]
        return html.render(
            findings,
            lang=lang,
            names=names,
            levels=levels,
            aftermath=aftermath(plan, documents),
            changes=since(findings, documents),
        )
    return render(findings, form, lang, names, levels)


def reported(findings: Findings, form: str, *, lang: Language, width: int, colour: bool) -> Iterator[str]:
    """What `report` gives, bit by bit where it may be long: as `json`."""
    return pieces(findings) if form == "json" else iter([report(findings, form, lang=lang, width=width, colour=colour)])


def _refuse_strangers(
    form: str, plan: Plan | None, copy: str | None, manifest: Path | None, beside: Sequence[Path]
) -> None:
    if form != "openlineage" and copy:
        raise UsageError("report: a plan and its copy go with -f openlineage")
    if form not in ("openlineage", "html") and plan:
        raise UsageError("report: a plan goes with -f html or openlineage")
    if form != "html" and beside:
        raise UsageError("report: --with goes with -f html")
    if form == "openlineage" and bool(plan) != bool(copy):
        raise UsageError("report: a plan needs the place of its masked copy, and a copy its plan: --plan and --copy")
    if form != "dbt" and manifest:
        raise UsageError("report: a manifest goes with -f dbt")


def _folder(copy: str | None) -> str | None:
    """The place of a copy, with a slash behind it where it is a folder or will be one."""
    alone = copy is None or "://" in copy or Path(copy).is_file()
    return copy if alone else f"{str(copy).rstrip('/')}/"


def scheme(name: str, *, lang: Language = "en", width: int = 80) -> str:
    """The tier scheme of that name, for people. Raises PolicyError for an unknown one."""
    kinds = packs.by_entity()
    names = {entity: kind.zh for entity, kind in kinds.items()} if lang == "zh" else None
    return drawn_scheme(load_scheme(name, kinds), lang=lang, names=names, width=width)


def _levels(findings: Findings, lang: Language) -> Mapping[str, str]:
    """The names of the levels, where the findings' scheme is one that is installed."""
    scheme = findings.policy.get("scheme")
    if not findings.graded or scheme not in scheme_names():
        return {}
    levels = load_scheme(str(scheme), packs.by_entity()).levels
    return {level.id: level.zh if lang == "zh" else level.en for level in levels}


def explain(
    findings: Findings,
    column: str,
    *,
    policy: Policy | None = None,
    form: str = "table",
    width: int = 80,
    colour: bool = False,
) -> str:
    """The sum behind the verdict on `column` or `table.column`, and what would change it; as text or `json`.

    As `yaml` it is a file with a decision on the column, to be completed by the one who takes it. Of a document, given
    by its key, the line patterns and what speaks for each.
    Raises UsageError where no column, or more than one, has that name, and for a draft where one was decided already.
    """
    if texts := [document for document in findings.documents if document.key == column and form != "yaml"]:
        return explain_lines_json(texts[0]) if form == "json" else explain_lines(texts[0], width, colour)
    (table, found), thresholds = _named(findings, column), (policy or default_policy()).thresholds
    would_change = changes(found, recognizers_by_id(), thresholds)
    if form == "json":
        return explain_json(found, thresholds, would_change)
    if form == "yaml":
        return drafted(table, found)
    draft = "" if found.decision else drafted(table, found)
    return explained(found, thresholds, would_change, draft, width, colour)


def _named(findings: Findings, name: str) -> tuple[TableFinding, ColumnFinding]:
    found = [
        (table, column)
        for table in findings.tables
        for column in table.columns
        if name in (column.name, f"{table.table}.{column.name}", f"{table.key}.{column.name}")
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError("more than one column of that name: give it as TABLE.COLUMN")
    columns = [(table.table, column.name) for table in findings.tables for column in table.columns]
    known = [spelling for table, column in columns for spelling in (column, f"{table}.{column}")]
    raise UsageError(f"no column of that name{did_you_mean(name, known)}")
