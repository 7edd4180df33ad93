"""What a report shows beside findings: what changed, what was measured on the copy, invented examples of the plan.

The examples are the packs' own, masked with a key that is no secret: no value of the data is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha512

import polars as pl

from piiscan.detection import packs
from piiscan.errors import PiiscanError, UsageError
from piiscan.keys import MasterKey
from piiscan.model.attack import Attacks
from piiscan.model.finding import Findings
from piiscan.model.item import Baselined, Item
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.risk import Risk
from piiscan.model.table import Column
from piiscan.model.verification import Verification
from piiscan.pipeline.masking import mask
from piiscan.reports.html.aftermath import Aftermath, Example
from piiscan.verbs.baseline import compare, items
from piiscan.verbs.classify import schema_digest

_TEXT = "text"
"""The operator whose example would be a whole text, and load models."""


Documents = Sequence[Findings | Risk | Attacks | Verification]


def since(findings: Findings, documents: Documents) -> Baselined | None:
    """What is new or otherwise than in the earlier scan among the documents; None without one."""
    earlier = next((one for one in documents if isinstance(one, Findings)), None)
    if earlier is None:
        return None
    known: defaultdict[str, set[str]] = defaultdict(set)
    for item in items(earlier):
        known[_name(item)].add(item.state)
    changes = compare([(_name(item), item) for item in items(findings)], known)
    return replace(changes, since=earlier.started)


def _name(item: Item) -> str:
    return f"{item.source}: {item.about}"


def aftermath(plan: Plan | None, documents: Documents) -> Aftermath | None:
    """What a plan and documents say: one verification, attacks, and the risk of the source before that of the copy.

    None where they say nothing of a copy. Raises UsageError for one too many.
    """
    risks = [one for one in documents if isinstance(one, Risk)]
    verifications = [one for one in documents if isinstance(one, Verification)]
    if len(risks) > 2 or len(verifications) > 1:
        raise UsageError("report: --with takes one verification, and two risks: of the source, then of its copy")
    if plan is None and all(isinstance(one, Findings) for one in documents):
        return None
    return Aftermath(
        plan,
        examples(plan) if plan else {},
        verifications[0] if verifications else None,
        risks[0] if risks else None,
        risks[1] if len(risks) > 1 else None,
        tuple(attack for one in documents if isinstance(one, Attacks) for attack in one.attacks),
    )


def examples(plan: Plan) -> dict[tuple[str, str], Example]:
    """Table and column -> an example of its entity, and what its step makes of that; where there is one."""
    key = MasterKey(sha512(b"piiscan examples").digest())
    return {
        (table, column): example
        for table, planned in plan.tables.items()
        for column, step in planned.columns.items()
        if step.operator and step.operator != _TEXT
        for example in _masked(step, plan, key)
    }


def _masked(step: Step, plan: Plan, key: MasterKey) -> Iterator[Example]:
    """Nothing where no pack has an example, or the operator reads other columns, too."""
    recognizer = packs.by_entity().get(step.entity or "")
    if recognizer is None or not recognizer.examples.match:
        return
    value = recognizer.examples.match[0]
    steps = TablePlan(schema_digest([Column("example", "String")]), {"example": step})
    alone = replace(plan, tables={"example": steps}, documents={})
    try:
        masked = mask(pl.DataFrame({"example": [value]}), plan=alone, key=key)
    except PiiscanError:
        return
    assert isinstance(masked, pl.DataFrame)
    yield value, masked.item() if masked.width else None
