"""plan: findings, a policy and what people have decided, into a plan a person can review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from piiscan.audit import Log
from piiscan.detection import packs
from piiscan.keys import MasterKey, load
from piiscan.model.decision import Decision
from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.model.policy import Policy
from piiscan.model.register import Purpose
from piiscan.pipeline.deciding import decided
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.recording import current_version
from piiscan.policy.policies import default_policy
from piiscan.policy.tier_schemes import load_scheme
from piiscan.verbs import plan as verb
from piiscan.verbs.grade import grade
from piiscan.verbs.review import minimised, review


def plan(
    findings: Findings,
    *,
    policy: Policy | None = None,
    purpose: str | Purpose | None = None,
    partner: str | None = None,
    decisions: Sequence[Decision] = (),
    notice: Notice | None = None,
    key: str | MasterKey | None = None,
    audit: Log | None = None,
) -> Plan:
    """A complete plan. Undecided columns have `operator: null`: `Plan.undecided` lists them.

    A purpose that is a mere name is written into the plan; of one with needs, it shares what is needed, and no more.
    `decisions` are laid over the findings first, as `scan` would have done. With the `key` that will mask, the plan has
    the version that the `audit` log knows of it; else the first. Raises PolicyError for a rule that names something the
    findings do not have, and for decisions that contradict each other or what was decided already.
    """
    policy = policy or default_policy()
    findings = as_decided(findings, decisions, policy, notice)
    version = current_version(load(key) if isinstance(key, str) else key, audit) if key else 1
    name = purpose.name if isinstance(purpose, Purpose) else purpose
    planned = replace(verb.plan(findings, policy, name, partner), key_version=version)
    if isinstance(purpose, Purpose):
        return minimised(planned, review(findings, purpose), findings, policy, purpose)
    return planned


def as_decided(
    findings: Findings, decisions: Sequence[Decision], policy: Policy, notice: Notice | None = None
) -> Findings:
    """The findings as people have decided. Raises as `plan` does."""
    if not decisions:
        return findings
    as_of = date.fromisoformat(findings.as_of)
    tables = decided(findings.tables, decisions, policy.thresholds, as_of, notice or (lambda said: None))
    if findings.graded:
        scheme = load_scheme(str(findings.policy["scheme"]), packs.by_entity())
        tables = [grade(table, scheme) for table in tables]
    return replace(findings, tables=tuple(tables))
