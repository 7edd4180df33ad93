"""Plans: written as YAML for a person to review, and read back before anything is masked."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from piiscan.errors import PlanError
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.template import LineTemplate
from piiscan.policy.section import Section, whole_file
from piiscan.policy.subsets import seed_in, spelled
from piiscan.policy.write_yaml import aligned, flow, heading
from piiscan.strict_yaml import LIMIT, read

_FILE_KEYS = (
    *("piiscan", "policy", "purpose", "partner", "key_version"),
    *("as_of", "risk", "unlisted", "subset", "tables", "documents"),
)
_POLICY_KEYS = ("name", "version", "digest")
_OWN_KEYS = ("operator", "entity", "domain", "reason", "is_not", "unmask", "warning")
_ABOUT_AS_OF = "# ages, terms and minors are computed against this, never against today"
_ABOUT_ROWS = "# no maps: filters leave rows out, row_order moves all of them"
_ABOUT_SUBSET = "# these rows, and all that foreign keys lead to from them"
_ABOUT_UNLISTED = "# refuse | drop ; never keep"


def load_plan(path: Path) -> Plan:
    """The plan in a file. Raises PlanError for an unknown key or version, or a missing one.

    What an operator's parameters may be, the operator itself says.
    """
    section = whole_file(str(path), read(path, PlanError), PlanError)
    section.version("plan/1")
    section.only(*_FILE_KEYS)
    return Plan(
        policy=_policy(section.section("policy")),
        purpose=section.text_or_none("purpose"),
        partner=section.text_or_none("partner"),
        as_of=section.day("as_of"),
        k=_k(section.section("risk")),
        unlisted=_unlisted(section),
        tables={name: _table(table) for name, table in section.named("tables").items()},
        documents={glob: _document(step) for glob, step in section.named("documents").items()},
        key_version=section.whole("key_version") if "key_version" in section.content else 1,
        subset=tuple(map(seed_in, section.sections("subset"))) if "subset" in section.content else (),
    )


def render_plan(plan: Plan) -> str:
    """The plan as YAML: the same bytes for the same plan, and `load_plan` gives it back.

    Raises PlanError for a plan that could not be read back.
    """
    try:
        text = _head(plan) + "".join(_tables(plan)) + _documents(plan)
        size = len(text.encode())
    except TypeError as unfit:
        raise PlanError(f"a parameter of type {unfit} cannot stand in a plan") from None
    except UnicodeEncodeError:
        raise PlanError("a table or column name is not valid Unicode; rename it first") from None
    if size > LIMIT:
        raise PlanError("the plan is larger than 1 MiB; plan fewer tables at a time")
    return text


def plan_digest(plan: Plan) -> str:
    """What tells plans apart in records: of what a plan says, and not of how its file is laid out."""
    return f"sha256:{sha256(render_plan(plan).encode()).hexdigest()}"


def _policy(section: Section) -> dict[str, object]:
    section.only(*_POLICY_KEYS)
    return {
        "name": section.text("name"),
        "version": section.whole("version"),
        "digest": section.text("digest"),
    }


def _k(section: Section) -> int | None:
    section.only("k")
    return section.whole_or_none("k")


def _unlisted(section: Section) -> Literal["refuse", "drop"]:
    return "refuse" if section.choice("unlisted", ("refuse", "drop")) == "refuse" else "drop"


def _table(section: Section) -> TablePlan:
    section.only("schema", "rows", "columns")
    section.section("columns")
    columns = {name: _step(step) for name, step in section.named("columns").items()}
    rows = tuple(map(_row, section.sections("rows"))) if "rows" in section.content else ()
    return TablePlan(section.text("schema"), columns, rows)


def _row(section: Section) -> Step:
    parameters = {key: value for key, value in section.content.items() if key not in ("operator", "reason")}
    return Step(section.text("operator"), parameters, reason=section.text_or_none("reason"))


def _step(section: Section) -> Step:
    if "operator" not in section.content:
        section.refuse("operator", "is missing; write operator: null where nobody has decided")
    return Step(
        operator=section.text_or_none("operator"),
        parameters={key: value for key, value in section.content.items() if key not in _OWN_KEYS},
        entity=section.text_or_none("entity"),
        domain=section.text_or_none("domain"),
        reason=section.text_or_none("reason"),
        is_not=section.text_or_none("is_not"),
        warning=section.text_or_none("warning"),
        unmask="unmask" in section.content and section.choice("unmask", ("allowed",)) == "allowed",
    )


def _document(section: Section) -> Step:
    listed = section.texts("templates") if "templates" in section.content else []
    templates = tuple(LineTemplate.read(text) for text in listed)
    for number, template in enumerate(templates):
        if not template.slots or str(template) != listed[number]:
            section.refuse(f"templates[{number}]", "is no line template with a slot such as *<PERSON>")
    step = {key: value for key, value in section.content.items() if key != "templates"}
    return replace(_step(replace(section, content=step)), templates=templates)


def _head(plan: Plan) -> str:
    version = "" if plan.key_version == 1 else f"key_version: {plan.key_version}\n"
    return (
        "piiscan: plan/1\n"
        f"policy: {flow({key: plan.policy[key] for key in _POLICY_KEYS})}\n"
        f"purpose: {flow(plan.purpose)}\n"
        f"partner: {flow(plan.partner)}\n{version}"
        f"{f'as_of: {plan.as_of.isoformat()}':<28}{_ABOUT_AS_OF}\n"
        f"risk: {flow({'k': plan.k})}\n"
        f"{f'unlisted: {plan.unlisted}':<28}{_ABOUT_UNLISTED}\n{_subset(plan)}"
    )


def _subset(plan: Plan) -> str:
    """Where rows are chosen, and what goes with them."""
    lines = (f"  - {flow(spelled(seed))}\n" for seed in plan.subset)
    return f"{'subset:':<28}{_ABOUT_SUBSET}\n{''.join(lines)}" if plan.subset else ""


def _tables(plan: Plan) -> list[str]:
    if not plan.tables:
        return ["tables: {}\n"]
    return ["tables:\n", *(heading(name, 2) + _columns(table) for name, table in plan.tables.items())]


def _columns(table: TablePlan) -> str:
    head = f"    schema: {flow(table.schema)}\n{_rows(table)}"
    if not table.columns:
        return f"{head}    columns: {{}}\n"
    steps = {name: _spelled(step) for name, step in table.columns.items()}
    return f"{head}    columns:\n{aligned(steps, 6)}"


def _rows(table: TablePlan) -> str:
    """Filters look at one row, an order at all of them."""
    lines = (f"      - {flow(_spelled(step))}\n" for step in table.rows)
    return f"{'    rows:':<28}{_ABOUT_ROWS}\n{''.join(lines)}" if table.rows else ""


def _documents(plan: Plan) -> str:
    """In their order, as the first glob that fits takes a text; of logs every template on a line of its own."""
    blocks = (
        "".join(heading(glob, 2) + _log(step) for glob, step in steps)
        if logs
        else aligned({glob: _spelled(step) for glob, step in steps}, 2)
        for logs, steps in groupby(plan.documents.items(), lambda entry: bool(entry[1].templates))
    )
    return "".join(["documents:\n", *blocks]) if plan.documents else ""


def _log(step: Step) -> str:
    keys = "".join(f"    {key}: {flow(value)}\n" for key, value in _spelled(step).items())
    return f"{keys}    templates:\n" + "".join(f"      - {flow(str(template))}\n" for template in step.templates)


def _spelled(step: Step) -> dict[str, Any]:
    if taken := step.parameters.keys() & _OWN_KEYS:
        raise PlanError(f"{min(taken)} is not a parameter of an operator, but a key of the step")
    given = {
        "entity": step.entity,
        "domain": step.domain,
        "unmask": "allowed" if step.unmask else None,
        "is_not": step.is_not,
        "reason": step.reason,
        "warning": step.warning,
    }
    return {"operator": step.operator, **step.parameters, **{k: v for k, v in given.items() if v is not None}}
