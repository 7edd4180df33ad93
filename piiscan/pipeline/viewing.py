"""views: findings, a policy and its roles, into views of a database and the script that makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from piiscan.model.decision import Decision
from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.model.policy import Policy
from piiscan.model.register import Purpose
from piiscan.model.review import Review
from piiscan.model.views import MaskedViews
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.planning import as_decided, plan
from piiscan.policy.policies import default_policy
from piiscan.policy.roles import roles_of
from piiscan.verbs.review import review
from piiscan.verbs.views import views as verb


def views(
    findings: Findings,
    *,
    roles: Mapping[str, int] | None = None,
    policy: Policy | None = None,
    purpose: str | Purpose | None = None,
    partner: str | None = None,
    decisions: Sequence[Decision] = (),
    notice: Notice | None = None,
) -> tuple[Plan, MaskedViews]:
    """The plan, as `plan` makes it, and what each role sees of it; `verbs.views.scripts` makes a script of that.

    `roles` are names of roles with the highest tier of each; those of the policy where none are given. A purpose with
    needs narrows what every role sees. Raises as `plan` does, PolicyError without a role, and UsageError where the
    findings are not of one database in PostgreSQL, MySQL or MariaDB.
    """
    policy = policy or default_policy()
    roles = roles_of(policy) if roles is None else roles
    findings = as_decided(findings, decisions, policy, notice)
    planned = plan(findings, policy=policy, purpose=purpose, partner=partner)
    narrowed = _narrowed(review(findings, purpose)) if isinstance(purpose, Purpose) else frozenset()
    return planned, verb(findings, planned, roles, narrowed)


def _narrowed(judged: Review) -> frozenset[tuple[str, str]]:
    """Tables and columns of which the purpose needs less than all."""
    columns = ((table.table, column) for table in judged.tables for column in table.columns)
    return frozenset(
        (key, column.column) for key, column in columns if column.proposal and column.proposal.operator != "keep"
    )
