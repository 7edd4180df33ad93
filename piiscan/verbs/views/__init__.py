"""views: the plan as views of a database, through which each role sees what its highest tier allows."""

from __future__ import annotations

from collections.abc import Mapping, Set

from piiscan.model.finding import Findings, TableFinding
from piiscan.model.plan import Plan
from piiscan.model.views import MaskedView, MaskedViews, RoleViews
from piiscan.policy.plans import plan_digest
from piiscan.verbs.views.columns import seen
from piiscan.verbs.views.dialects import ViewDialect
from piiscan.verbs.views.mysql import MySQL
from piiscan.verbs.views.places import format_of, view_names
from piiscan.verbs.views.postgresql import PostgreSQL
from piiscan.verbs.views.rows import base_of

__all__ = ["SCHEMA", "views"]

SCHEMA = "masked_"
"""How the names of schemas begin that hold the views of a role."""

DIALECTS: Mapping[str, ViewDialect] = {"postgresql": PostgreSQL(), "mysql": MySQL()}


def views(
    findings: Findings, plan: Plan, roles: Mapping[str, int], narrowed: Set[tuple[str, str]] = frozenset()
) -> MaskedViews:
    """What each role (name -> highest tier) sees of each table. `plan` is that of the findings.

    Of columns that are `narrowed` (key of the table, name) no role sees more than the plan says. Raises UsageError
    where the tables do not lie in one database of a server that has views and roles.
    """
    kind = format_of(findings)
    dialect = DIALECTS[kind]
    names = view_names(findings.tables, dialect.longest)
    bases = {table.key: base_of(table, plan.tables[table.key], dialect) for table in findings.tables}

    def view(table: TableFinding, tier: int) -> MaskedView:
        base = bases[table.key]
        columns = () if base.refused else tuple(seen(table, plan, narrowed, tier, dialect))
        return MaskedView(base, names[table.key], columns)

    made = (
        RoleViews(role, tier, SCHEMA + role, tuple(view(table, tier) for table in findings.tables))
        for role, tier in sorted(roles.items())
    )
    return MaskedViews(kind, _about(plan), tuple(bases.values()), tuple(made))


def _about(plan: Plan) -> dict[str, str]:
    named = f"{plan.policy['name']} version {plan.policy['version']}, {plan.policy['digest']}"
    said = {"policy": named, "plan": plan_digest(plan), "purpose": plan.purpose, "as of": plan.as_of.isoformat()}
    return {key: value for key, value in said.items() if value is not None}
