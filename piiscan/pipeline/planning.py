"""plan: findings, a policy and what people have decided, into a plan a person can review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from piiscan.audit import Log
from piiscan.detection import packs
from piiscan.errors import UsageError
from piiscan.keys import MasterKey, load
from piiscan.model.decision import Decision
from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.model.policy import Policy
from piiscan.model.register import Purpose
from piiscan.model.subset import Seed
from piiscan.model.tier import Role
from piiscan.pipeline.deciding import decided
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.recording import current_version
from piiscan.policy.policies import default_policy
from piiscan.policy.subsets import seed_said
from piiscan.policy.tier_schemes import load_scheme
from piiscan.verbs import plan as verb
from piiscan.verbs.grade import grade
from piiscan.verbs.review import minimised, review
from piiscan.verbs.subset import condition


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
    subset: Sequence[str] = (),
) -> Plan:
    """A complete plan. Undecided columns have `operator: null`: `Plan.undecided` lists them.

    A purpose that is a mere name is written into the plan; of one with needs, it shares what is needed, and no more.
    `decisions` are laid over the findings first, as `scan` would have done. With the `key` that will mask, the plan has
    the version that the `audit` log knows of it; else the first. Raises PolicyError for a rule that names something the
    findings do not have, and for decisions that contradict each other or what was decided already. `subset` says which
    rows a copy of a database has (`TABLE where CONDITION limit N`), with all that these refer to and that refers to
    them; raises UsageError where that names a person.
    """
    policy = policy or default_policy()
    findings = as_decided(findings, decisions, policy, notice)
    version = current_version(load(key) if isinstance(key, str) else key, audit) if key else 1
    name = purpose.name if isinstance(purpose, Purpose) else purpose
    seeds = tuple(map(_seed, subset))
    planned = replace(verb.plan(findings, policy, name, partner), key_version=version, subset=seeds)
    if isinstance(purpose, Purpose):
        return minimised(planned, review(findings, purpose), findings, policy, purpose)
    return planned


def _seed(text: str) -> Seed:
    """Whoever reads the plan reads its conditions, too."""
    seed, known = seed_said(text), packs.by_entity()
    spans = Detection(default_policy(), date.min, "off").engine.spans(pl.Series([seed.where or ""]))[0]
    for entity in (span.entity for span in spans):
        if entity in known and known[entity].role in (Role.DIRECT_IDENTIFIER, Role.SECRET):
            raise UsageError(f"--subset: a condition stands in the plan, and this one holds {entity}: choose otherwise")
    condition(seed)
    return seed


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
