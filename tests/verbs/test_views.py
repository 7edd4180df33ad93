"""Masked views show what a tier allows and what the plan makes of the rest, and hold neither a key nor a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from piiscan import pipeline
from piiscan.errors import PlanError, UsageError
from piiscan.model.finding import DocumentFinding, Findings
from piiscan.model.plan import Step
from piiscan.model.policy import Match, Rule
from piiscan.model.register import Need, Purpose
from piiscan.model.views import LEFT_OUT, MaskedViews, Seen
from piiscan.policy.policies import default_policy
from piiscan.verbs.views import DIALECTS, views
from piiscan.verbs.views.scripts import script
from tests.reports.made_up import column, scan, table
from tests.transforms.cases import CASES, CONTEXT
from tests.verbs.on_servers import URLS, on


def viewed(findings: Findings, roles: Mapping[str, int], *rules: Rule, purpose: Purpose | None = None) -> MaskedViews:
    policy = replace(default_policy(), rules=(*rules, *default_policy().rules))
    return pipeline.views(findings, roles=roles, policy=policy, purpose=purpose)[1]


def seen_by(tier: int, *rules: Rule, kind: str = "postgresql", purpose: Purpose | None = None) -> dict[str, Seen]:
    (role,) = viewed(scan(tables=(on(kind),)), {"r": tier}, *rules, purpose=purpose).roles
    return {seen.column: seen for seen in role.views[0].columns}


@pytest.mark.parametrize("kind", URLS)
def test_up_to_its_tier_a_role_sees_all_and_above_it_what_the_plan_makes_of_it(kind: str) -> None:
    becomes = {tier: {name: seen.becomes for name, seen in seen_by(tier, kind=kind).items()} for tier in (1, 2, 3, 4)}
    clear = {tier: {name for name, what in said.items() if what == "in clear"} for tier, said in becomes.items()}
    assert clear == {
        1: {"id"},
        2: {"id", "city", "born"},
        3: {"id", "city", "born", "mobile"},
        4: {"id", "city", "born", "mobile", "salary", "empty", "extra"},
    }
    assert {name: becomes[1][name] for name in ("born", "city")} == {
        "born": "generalize to age_band",
        "city": "generalize to region",
    }
    assert {name for name, what in becomes[1].items() if what == LEFT_OUT} == {
        *("mobile", "salary", "notes", "guess", "{CN_MOBILE} calls", "empty", "extra")
    }


@pytest.mark.parametrize(
    ("name", "tier", "why"),
    [
        ("mobile", 1, "tier 3, pseudonym needs the key"),
        ("salary", 3, "tier 4, dropped by the plan"),
        ("notes", 4, "tier 3, free text, text cannot be said in SQL"),
        ("guess", 4, "tier 2, undecided: a person decides"),
        ("{CN_MOBILE} calls", 4, "tier 3, its name holds CN_MOBILE, and is not known"),
        ("empty", 3, "tier 1, no value of it was seen"),
        ("extra", 3, "a document, and keys that come later would be in no plan"),
    ],
)
def test_what_is_left_out_says_why(name: str, tier: int, why: str) -> None:
    assert seen_by(tier)[name] == Seen(name, LEFT_OUT, why, None)


def test_what_the_plan_keeps_or_shuffles_is_no_mask_for_who_stands_below_it() -> None:
    for operator in ("keep", "shuffle"):
        assert seen_by(2, Rule(Match(column="mobile"), operator))["mobile"].sql is None
    assert seen_by(3, Rule(Match(column="mobile"), "keep"))["mobile"].sql == '"mobile"'


@pytest.mark.parametrize("kind", URLS)
def test_no_operator_with_a_key_says_anything_in_sql(kind: str) -> None:
    words = DIALECTS[kind]
    said = {
        case.name: case.operator.sql(words.cell(words.name("c"), "String"), words, replace(CONTEXT, key=None))
        for case in CASES
        if case.operator.promises.needs_key
    }
    assert len(said) >= 7
    assert set(said.values()) == {None}


@pytest.mark.parametrize(
    "given",
    [
        {"name": "{PERSON}.$.a"},
        {"status": "undecided", "candidate": "PERSON"},
        {"status": "personal", "entity": "FREE_TEXT"},
    ],
    ids=str,
)
def test_a_document_that_is_veiled_undecided_or_text_is_left_out(given: dict[str, str]) -> None:
    leaf = column(**{"name": "extra.$.a", "path": "extra.$.a", **given})
    (role,) = viewed(scan(tables=(on("postgresql", column("id"), leaf),)), {"r": 4}).roles
    assert [seen.sql for seen in role.views[0].columns] == ['"id"', None]


def test_a_purpose_narrows_what_every_role_sees() -> None:
    needs = (Need(Match(column="id"), "to count"), Need(Match(column="born"), "by age"))
    fields = {name: getattr(default_policy(), name) for name in ("version", "owner", "effective", "review")}
    purpose = Purpose(name="demand", basis="contract", needs=needs, retention=None, **fields)
    seen = seen_by(4, purpose=purpose)
    assert {name for name, what in seen.items() if what.sql is not None} == {"id", "born"}
    assert seen["born"].becomes == "generalize to age_band"


def rows(*steps: Step, kind: str = "postgresql") -> MaskedViews:
    findings = scan(tables=(on(kind),))
    plan = pipeline.plan(findings)
    tables = {key: replace(planned, rows=steps) for key, planned in plan.tables.items()}
    return views(findings, replace(plan, tables=tables), {"r": 2})


@pytest.mark.parametrize(
    ("kind", "fence"), [("postgresql", "security_barrier"), ("mysql", "LIMIT 18446744073709551615")]
)
def test_consent_becomes_a_condition_behind_a_fence(kind: str, fence: str) -> None:
    text = script(rows(Step("consent", {"column": "id", "yes": ["是", "it's"]}), kind=kind))
    assert "IN ('是', 'it''s')" in text
    assert fence in text
    assert fence not in script(rows(kind=kind))


@pytest.mark.parametrize(
    "step",
    [
        Step("suppress", {"column": "city", "values": ["三沙市"]}),
        Step("exclusion", {"column": "mobile", "file": "objections.csv"}),
        Step("row_order"),
    ],
)
def test_a_table_whose_rows_no_view_can_leave_out_has_no_view(step: Step) -> None:
    text = script(rows(step))
    assert f"-- public.customers: no view: the plan says {step.operator} of its rows" in text
    assert "CREATE VIEW" not in text
    assert "三沙市" not in text
    assert '\'"public"."customers"\'::regclass' in text  # the role is kept out of it all the same


def test_a_filter_that_is_broken_is_refused() -> None:
    with pytest.raises(PlanError, match="rows: operator consent: parameter column is missing"):
        rows(Step("consent"))


def test_the_same_findings_make_the_same_script_with_what_it_follows_in_its_head() -> None:
    for kind in URLS:
        one, two = (script(viewed(scan(tables=(on(kind),)), {"b": 1, "a": 3})) for _ in range(2))
        assert one == two
        head = one.split("\n\n")[0]
        for words in ("policy: partner-default version 3, sha256:", "plan: sha256:", "as of: 2026-11-24"):
            assert words in head
        assert head.index("role a: up to tier 3") < head.index("role b: up to tier 1")


def test_names_are_those_of_the_tables_or_of_their_schemas_where_several_have_the_same() -> None:
    other = on("postgresql", column("v"), source='postgresql://db/shop!"a.b".customers', key='"a.b".customers')
    lone = on("postgresql", column("v"), source="postgresql://db/shop!public.t", key="public.t", table="t")
    (role,) = viewed(scan(tables=(on("postgresql"), other, lone)), {"r": 1}).roles
    assert [(view.name, view.base.schema) for view in role.views] == [
        ("public.customers", "public"),
        ("a.b.customers", "a.b"),
        ("t", "public"),
    ]


def test_where_a_url_names_the_schema_or_database_it_is_the_one() -> None:
    inside = on("postgresql", source="postgresql://db/shop?schema=a%22b!customers", key="customers")
    assert 'FROM "a""b"."customers";' in script(viewed(scan(tables=(inside,)), {"r": 1}))
    assert "FROM `shop`.`customers`;" in script(viewed(scan(tables=(on("mysql"),)), {"r": 1}))
    all_of_it = on("mysql", source="mysql://db/!`shop`.customers", key="`shop`.customers")
    assert "FROM ```shop```.`customers`;" in script(viewed(scan(tables=(all_of_it,)), {"r": 1}))


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        (
            scan(tables=(table("samples/customers.csv", column("id")),)),
            "samples/customers.csv: views are made of tables",
        ),
        (
            scan(documents=(DocumentFinding("a.txt", "text", None, 1, {}),)),
            "a.txt: views are made of tables on a server",
        ),
        (scan(), "no table to make a view of"),
        (scan(tables=(on("postgresql"), on("mysql"))), "several databases"),
        (scan(tables=(on("postgresql", key="t" * 70, table="t" * 70, source="postgresql://db/s?schema=p!t"),)), "own"),
    ],
)
def test_findings_that_are_not_of_one_database_are_refused_with_what_to_do(findings: Findings, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        viewed(findings, {"r": 1})
    assert words in str(refused.value)
    assert "scan" in str(refused.value)
