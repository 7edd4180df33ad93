"""A policy to start from: the default one, with what most houses decide for themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from piiscan.model.policy import Policy, Rule
from piiscan.model.recognizer import FREE_TEXT
from piiscan.model.tier import Role
from piiscan.policy.policies import default_policy
from piiscan.policy.policy_text import digest

Identifiers = Literal["pseudonym", "encrypt", "drop"]
"""What becomes of direct identifiers: a token that joins, a value that the key gives back, or nothing."""

_TERM = timedelta(days=365)


def starter_policy(
    name: str, effective: date, *, scheme: str, identifiers: Identifiers = "pseudonym", k: int | None = None
) -> Policy:
    """The first version of a policy, to be reviewed after a year. `scheme` is one that is installed."""
    usual = default_policy()
    policy = replace(
        usual,
        name=name,
        version=1,
        effective=effective,
        review=effective + _TERM,
        scheme=scheme,
        k=k,
        rules=tuple(_rule(rule, identifiers) for rule in usual.rules),
    )
    return replace(policy, digest=digest(policy))


def _rule(rule: Rule, identifiers: Identifiers) -> Rule:
    """Where identifiers are dropped, no token of them stays in texts either."""
    if rule.match.role is Role.DIRECT_IDENTIFIER:
        return replace(rule, operator=identifiers)
    if rule.match.entity == FREE_TEXT and identifiers == "drop":
        return replace(rule, parameters={"spans": {"default": {"operator": "redact"}}})
    return rule
