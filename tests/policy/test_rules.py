"""The first rule that matches serves a column; a rule that can serve none is a mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.errors import PolicyError
from piiscan.model.finding import ColumnFinding
from piiscan.model.policy import Match, Policy, Rule
from piiscan.model.tier import Role
from piiscan.policy.policies import default_policy
from piiscan.policy.rules import check_used, decide, flaws, matches
from tests.reports.made_up import column, scan, table

KINDS = {
    "CN_MOBILE": (Role.DIRECT_IDENTIFIER, 3),
    "PASSWORD": (Role.SECRET, 4),
    "GENDER": (Role.QUASI_IDENTIFIER, 2),
    "FREE_TEXT": (Role.NONE, 3),
}


def found(name: str, entity: str, **given: Any) -> ColumnFinding:
    role, tier = KINDS[entity]
    return column(name, **{"status": "personal", "entity": entity, "role": role, "tier": tier, **given})


def policy(*rules: Rule) -> Policy:
    return replace(default_policy(), rules=rules)


def rule(operator: str = "drop", **match: Any) -> Rule:
    return Rule(Match(**match), operator)


COLUMNS = [
    *(found(name, entity) for name in ("ab", "b", "a[*]b") for entity in KINDS),
    *(column(name) for name in ("ab", "b", "a[*]b")),
]
MATCHES = st.builds(
    Match,
    entity=st.sampled_from([None, *KINDS]),
    role=st.sampled_from([None, *Role]),
    tier=st.sampled_from([None, 1, 2, 3, 4]),
    status=st.sampled_from([None, "personal", "clean"]),
    column=st.sampled_from([None, "*", "a*", "*b", "a?", "?b", "[ab]", "b", "ab", "a[*]b", "?", "a[b]"]),
)


@pytest.mark.parametrize(
    ("finding", "operator"),
    [
        (found("pw", "PASSWORD"), "drop"),
        (found("mobile", "CN_MOBILE"), "pseudonym"),
        (found("notes", "FREE_TEXT"), "text"),
        (found("gender", "GENDER"), "generalize"),
        (column("sku"), "keep"),
    ],
)
def test_the_default_policy_serves_every_kind_of_column(finding: ColumnFinding, operator: str) -> None:
    served = decide(default_policy(), finding)
    assert served is not None
    assert served.operator == operator


def test_the_first_rule_that_matches_wins() -> None:
    two = policy(rule("mask", column="mob*"), rule("drop", entity="CN_MOBILE"))
    assert decide(two, found("mobile", "CN_MOBILE")) is two.rules[0]
    assert decide(two, found("phone", "CN_MOBILE")) is two.rules[1]
    assert decide(two, found("pw", "PASSWORD")) is None


def test_no_rule_serves_an_undecided_column() -> None:
    undecided = column("mobile", status="undecided", candidate="CN_MOBILE", tier=3)
    assert decide(policy(rule("keep", column="*")), undecided) is None


def test_a_nested_path_is_a_name_not_a_pattern() -> None:
    path = "$.orders[*].phone"
    assert matches(Match(column=path), found(path, "CN_MOBILE"))
    assert matches(Match(column="*.phone"), found(path, "CN_MOBILE"))


@pytest.mark.catalogue("B6")
@pytest.mark.parametrize(
    "rules",
    [
        [rule(role=Role.SECRET), rule(role=Role.SECRET, column="pw")],
        [rule(status="personal"), rule(entity="CN_MOBILE")],
        [rule(status="personal"), rule(tier=4)],
        [rule(role=Role.NONE), rule(status="clean")],
        [rule(column="*"), rule(status="clean")],
        [rule(column="*_id"), rule(column="user_*_id", tier=2)],
        [rule(column="a*"), rule(column="ab")],
    ],
)
def test_a_rule_behind_a_broader_one_is_named(rules: list[Rule]) -> None:
    assert [(number, "rules[0]" in flaw) for number, flaw in flaws(rules)] == [(1, True)]


@pytest.mark.catalogue("B6")
@pytest.mark.parametrize(
    "idle",
    [
        {"status": "undecided"},
        {"status": "clean", "entity": "CN_MOBILE"},
        {"status": "clean", "tier": 3},
        {"status": "clean", "role": Role.SECRET},
    ],
)
def test_a_rule_that_no_column_can_meet_is_named(idle: dict[str, Any]) -> None:
    assert [number for number, _ in flaws([rule(**idle)])] == [0]


def test_rules_that_narrow_before_they_widen_have_no_flaw() -> None:
    assert list(flaws([rule(column="[ab]"), rule(column="a?"), rule(column="a*"), rule(column="*")])) == []
    assert list(flaws([rule(tier=2, column="a*"), rule(tier=2), rule(column="a*")])) == []


@given(st.lists(MATCHES, min_size=1, max_size=5))
def test_a_rule_called_idle_never_serves_any_column(listed: list[Match]) -> None:
    rules = policy(*(Rule(match, "drop") for match in listed))
    idle = {number for number, _ in flaws(rules.rules)}
    serving = {number for number, rule in enumerate(rules.rules) for c in COLUMNS if decide(rules, c) is rule}
    assert not idle & serving


@pytest.mark.catalogue("B6")
def test_a_rule_for_a_column_the_scan_lacks_is_refused() -> None:
    findings = scan(tables=(table("a.csv", found("mobile", "CN_MOBILE")),))
    check_used(policy(rule(column="mob*"), rule(entity="CN_MOBILE")), findings)
    for missing in ({"column": "mobil"}, {"column": "mobile", "entity": "GENDER"}):
        with pytest.raises(PolicyError, match=r"rules\[1\]: matches no column"):
            check_used(policy(rule(entity="CN_MOBILE"), rule(**missing)), findings)


def test_a_rule_for_an_entity_may_wait_for_data_that_has_it() -> None:
    check_used(policy(rule(entity="GENDER")), scan(tables=(table("a.csv", found("mobile", "CN_MOBILE")),)))


def test_general_rules_may_wait_for_a_scan_that_needs_them() -> None:
    check_used(default_policy(), scan(tables=(table("a.csv", column("sku")),)))


def test_a_rule_counts_as_used_while_its_column_is_undecided() -> None:
    undecided = column("mobile", status="undecided", candidate="CN_MOBILE", tier=3)
    check_used(policy(rule(column="mobile"), rule(entity="CN_MOBILE")), scan(tables=(table("a.csv", undecided),)))
