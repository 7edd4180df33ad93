"""The first policy of an organisation: the usual one, with another fate for what names a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from piiscan.model.recognizer import FREE_TEXT
from piiscan.model.tier import Role
from piiscan.policy.policies import default_policy, load_policy
from piiscan.policy.policy_text import digest, render_policy
from piiscan.policy.starter import Identifiers, starter_policy

DAY = date(2026, 3, 1)


@pytest.mark.parametrize("identifiers", ["pseudonym", "encrypt", "drop"])
def test_identifiers_become_what_was_asked_for_and_all_else_is_as_usual(identifiers: Identifiers) -> None:
    policy = starter_policy("ours", DAY, scheme="general", identifiers=identifiers, k=5)
    assert (policy.name, policy.version, policy.effective, policy.review) == ("ours", 1, DAY, date(2027, 3, 1))
    assert (policy.k, policy.digest) == (5, digest(policy))
    for rule, usual in zip(policy.rules, default_policy().rules, strict=True):
        if rule.match.role is Role.DIRECT_IDENTIFIER:
            assert rule.operator == identifiers
        elif rule.match.entity == FREE_TEXT and identifiers == "drop":
            assert rule.parameters == {"spans": {"default": {"operator": "redact"}}}
        else:
            assert rule == usual


def test_it_is_read_as_it_is_written(tmp_path: Path) -> None:
    policy = starter_policy("ours", DAY, scheme="general", identifiers="drop")
    (tmp_path / "ours.yaml").write_text(render_policy(policy))
    assert load_policy(tmp_path / "ours.yaml", {FREE_TEXT}, {rule.operator for rule in policy.rules}) == policy
