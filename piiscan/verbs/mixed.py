"""The rule for a column that mixes entities: what serves the worst of them, never what suits the first alone."""

from __future__ import annotations

from dataclasses import replace

from piiscan.detection import packs
from piiscan.model.finding import ColumnFinding
from piiscan.model.policy import Match, Policy, Rule
from piiscan.policy.rules import decide

_SHOWING = ("keep", "generalize")
"""Operators that let values or what they mean through, and know the form of one entity."""


def common_rule(column: ColumnFinding, policy: Policy) -> Rule | None:
    """The strictest of the rules for each entity in the column: drop, then what hides values, then what shows them.

    None where two hide in different ways, or coarser forms of several would be needed: a person decides.
    """
    rules = [_rule(entity, column, policy) for entity in column.mix or ()]
    for strictest in (
        [rule for rule in rules if rule.operator == "drop"],
        [rule for rule in rules if rule.operator not in _SHOWING],
        rules,
    ):
        if strictest:
            ways = {(rule.operator, repr(sorted(rule.parameters.items()))) for rule in strictest}
            known = strictest is not rules or strictest[0].operator == "keep"
            return strictest[0] if len(ways) == 1 and known else None
    return None


def _rule(entity: str, column: ColumnFinding, policy: Policy) -> Rule:
    """That of a column that holds nothing else; what no rule matches is dropped."""
    known = packs.by_entity().get(entity)
    alone = replace(column, entity=entity, role=known.role, tier=known.tier, mix=None) if known else None
    return (alone and decide(policy, alone)) or Rule(Match(), "drop")
