"""Roles and the highest tier that each sees: of the policy, or said instead; anything else is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from piiscan.errors import PolicyError, UsageError
from piiscan.policy.policies import default_policy
from piiscan.policy.roles import roles_of

POLICY = replace(default_policy(), roles={"analyst": 2, "auditor": 4})


def test_a_role_that_is_said_stands_in_place_of_the_one_of_the_policy() -> None:
    assert roles_of(POLICY) == {"analyst": 2, "auditor": 4}
    assert roles_of(POLICY, ["analyst=3", "a=b=1"]) == {"analyst": 3, "auditor": 4, "a=b": 1}


def test_without_any_role_the_way_to_one_is_told() -> None:
    with pytest.raises(PolicyError, match=r"roles: \{analyst: 2\}"):
        roles_of(default_policy())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("analyst", "say NAME=TIER"),
        ("analyst=high", "say NAME=TIER"),
        ("analyst=-1", "say NAME=TIER"),
        ("analyst=5", "must be a tier"),
        ("analyst=0", "must be a tier"),
        ("=2", "no name of a role"),
        (" analyst=2", "no name of a role"),
        ("a\nb=2", "no name of a role"),
        (f"{'角' * 19}=2", "no name of a role"),
    ],
)
def test_what_is_no_role_is_refused(given: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        roles_of(POLICY, [given])
