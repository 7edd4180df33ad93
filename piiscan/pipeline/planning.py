"""plan: findings and a policy, into a plan a person can review."""

from __future__ import annotations

from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.model.policy import Policy
from piiscan.policy.policies import default_policy
from piiscan.verbs import plan as verb


def plan(
    findings: Findings, *, policy: Policy | None = None, purpose: str | None = None, partner: str | None = None
) -> Plan:
    """A complete plan. Undecided columns have `operator: null`: `Plan.undecided` lists them.

    Raises PolicyError for a rule that names something the findings do not have.
    """
    return verb.plan(findings, policy or default_policy(), purpose, partner)
