"""A plan is readable, complete, and the same bytes whenever it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piiscan.errors import PlanError
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.template import Slot
from piiscan.policy.plans import load_plan, render_plan

CONTRACT = """\
piiscan: plan/1
policy: {name: partner-default, version: 3, digest: "sha256:5f"}
purpose: churn-model
partner: acme
as_of: 2026-11-24           # ages, terms and minors are computed against this, never against today
risk: {k: 5}
unlisted: refuse            # refuse | drop ; never keep
tables:
  customers:
    schema: "sha256:0a"
    columns:
      customer_id: {operator: pseudonym, domain: customer, reason: "joins orders.customer_id"}
      name:        {operator: surrogate, locale: zh_CN, domain: person}
      mobile:      {operator: fpe, keep_prefix: 3, entity: CN_MOBILE, domain: mobile}
      birth_date:  {operator: generalize, to: age_band, step: 5, reason: "k rises from 1 to 14"}
      notes:       {operator: text, spans: {default: {operator: pseudonym, as: "<{entity}:{token}>"}}}
      城市:          {operator: keep, reason: "tier 2, needed by purpose"}
      password:    {operator: null, reason: "candidate PASSWORD"}
documents:
  "notes/*.txt": {operator: text}
"""

ROWS = """\
    rows:                   # no maps: filters leave rows out, row_order moves all of them
      - {operator: consent, column: agreed, "yes": [是], reason: asked}
      - {operator: row_order}
"""

MISTAKES = {
    "unknown version": ("plan/1", "plans/1", "piiscan: must be plan/1"),
    "unknown key": ("risk: {k: 5}", "risk: {k: 5}\nkeep: [mobile]", "keep: unknown key"),
    "missing key": ("as_of: 2026-11-24 ", "# ", "as_of: is missing"),
    "unlisted kept": ("unlisted: refuse", "unlisted: keep", "unlisted: unknown; must be one of refuse, drop"),
    "missing schema": ('    schema: "sha256:0a"\n', "", "tables.customers.schema: is missing"),
    "missing columns": ("    columns:\n", "    column:\n", "tables.customers.column: unknown key"),
    "missing operator": ("operator: surrogate, ", "", "tables.customers.columns.name.operator: is missing"),
    "operator that is no name": ("operator: keep", "operator: [keep]", "operator: must be a text"),
    "domain that is no name": ("domain: person", "domain: 7", "domain: must be a text"),
    "as_of that is no date": ("as_of: 2026-11-24 ", "as_of: today ", "as_of: must be a date"),
    "as_of with a time": ("2026-11-24 ", "2026-11-24 10:00:00 ", "as_of: must be a date"),
    "column that is no mapping": ("{operator: text}", "text", "must be a mapping"),
    "a key version that is none": ("partner: acme\n", "partner: acme\nkey_version: 0\n", "key_version: must be 1"),
    "unmask that is not allowed": ("{operator: keep", "{unmask: yes, operator: keep", "unmask: must be a text"),
    "unmask said otherwise": ("{operator: keep", "{unmask: denied, operator: keep", "unmask: unknown; must be one of"),
    "duplicate column": ("      name:", "      mobile:", "this key stands here twice"),
}


LOG = """\
  app.log:
    operator: text
    entity: FREE_TEXT
    reason: "text, tier 3"
    templates:
      - "# info [#] * - user *<_ PERSON> logged in from #<IP_ADDRESS>"
      - "客户姓名：*<PERSON> 下单成功"
  "*.log": {operator: text}
"""


def load(tmp_path: Path, text: str) -> Plan:
    path = tmp_path / "plan.yaml"
    path.write_bytes(text.encode())
    return load_plan(path)


def test_the_plan_of_the_contract_is_written_back_byte_for_byte(tmp_path: Path) -> None:
    plan = load(tmp_path, CONTRACT)
    assert render_plan(plan) == CONTRACT
    assert plan.as_of == date(2026, 11, 24)
    assert plan.undecided == ["customers.password"]
    assert plan.tables["customers"].columns["mobile"] == Step("fpe", {"keep_prefix": 3}, "CN_MOBILE", "mobile")


def test_templates_of_lines_are_written_back_byte_for_byte_and_documents_keep_their_order(tmp_path: Path) -> None:
    plan = load(tmp_path, CONTRACT + LOG)
    assert render_plan(plan) == CONTRACT + LOG
    assert list(plan.documents) == ["notes/*.txt", "app.log", "*.log"]
    assert plan.documents["app.log"].templates[0].slots == (Slot(3, "PERSON", before=1), Slot(4, "IP_ADDRESS"))


@pytest.mark.parametrize("text", ["user * from #", "user *<person>", "user <PERSON>", "user *<PERSON _ _ X>"])
def test_a_template_without_a_slot_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(PlanError, match=r"documents.app.log.templates\[1\]: is no line template with a slot"):
        load(tmp_path, CONTRACT + LOG.replace("客户姓名：*<PERSON> 下单成功", text))


@pytest.mark.catalogue("B6")
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_by_file_and_key(tmp_path: Path, mistake: str) -> None:
    right, wrong, message = MISTAKES[mistake]
    assert right in CONTRACT
    with pytest.raises(PlanError, match=message) as refused:
        load(tmp_path, CONTRACT.replace(right, wrong))
    assert str(refused.value).startswith(f"{tmp_path / 'plan.yaml'}: ")


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30) | st.sampled_from(
    [
        "no",
        "null",
        "2026-01-01",
        "1e5",
        "a: b",
        "# x",
        "- ",
        "?",
        "~",
        "'",
        '"',
        "\x85",
        "\u2028",
        "\ufeff",
        "长" * 1500,
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=5,
)
OPTIONAL = st.none() | NAMES
PARAMETERS = st.dictionaries(
    NAMES.filter(lambda name: name not in ("operator", "entity", "domain", "reason", "is_not", "unmask", "warning")),
    VALUES,
    max_size=2,
)
STEPS = st.builds(Step, OPTIONAL, PARAMETERS, *[OPTIONAL] * 5, unmask=st.booleans())
PLANS = st.builds(
    Plan,
    policy=st.fixed_dictionaries({"name": NAMES, "version": st.integers(1, 99), "digest": NAMES}),
    purpose=OPTIONAL,
    partner=OPTIONAL,
    as_of=st.dates(date(1000, 1, 1)),
    k=st.none() | st.integers(1, 100),
    unlisted=st.sampled_from(["refuse", "drop"]),
    tables=st.dictionaries(NAMES, st.builds(TablePlan, NAMES, st.dictionaries(NAMES, STEPS, max_size=3)), max_size=2),
    documents=st.dictionaries(NAMES, STEPS, max_size=2),
    key_version=st.integers(1, 99),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(PLANS)
def test_a_plan_written_and_read_again_is_the_same_plan_and_the_same_bytes(tmp_path: Path, plan: Plan) -> None:
    text = render_plan(plan)
    read = load(tmp_path, text)
    assert read == plan
    assert render_plan(read) == text


def plan_of(step: Step, name: str = "mobile") -> Plan:
    policy = {"name": "p", "version": 1, "digest": "sha256:1"}
    return Plan(policy, None, None, date(2026, 11, 24), None, "refuse", {"t": TablePlan("sha256:0", {name: step})})


def test_chinese_names_stay_readable() -> None:
    step = Step("drop", reason="三级")
    assert "      客户姓名: {operator: drop, reason: 三级}\n" in render_plan(plan_of(step, "客户姓名"))


@pytest.mark.parametrize(
    ("unfit", "message"),
    [
        (plan_of(Step("mask", {"domain": "x"})), "domain is not a parameter"),
        (plan_of(Step("mask", {"sign": b"x"})), "type bytes cannot stand in a plan"),
        (plan_of(Step("mask", {"step": float("nan")})), "type float cannot stand in a plan"),
        (plan_of(Step("drop"), "\udcff.csv"), "not valid Unicode"),
        (plan_of(Step("drop", reason="x" * (1 << 20))), "larger than 1 MiB"),
    ],
)
def test_a_plan_that_could_not_be_read_back_is_not_written(unfit: Plan, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        render_plan(unfit)


def test_rows_are_read_and_written_as_they_stand(tmp_path: Path) -> None:
    text = CONTRACT.replace("    columns:\n", ROWS + "    columns:\n")
    plan = load(tmp_path, text)
    consent = Step("consent", {"column": "agreed", "yes": ["是"]}, reason="asked")
    assert plan.tables["customers"].rows == (consent, Step("row_order"))
    assert render_plan(plan) == text


def test_rows_that_are_no_list_of_steps_are_refused(tmp_path: Path) -> None:
    for rows in ("    rows: consent\n", "    rows: [consent]\n", "    rows: [{column: agreed}]\n"):
        with pytest.raises(PlanError, match=r"tables\.customers\.rows"):
            load(tmp_path, CONTRACT.replace("    columns:\n", rows + "    columns:\n"))
