"""What one person has chosen so far, and the decisions and the plan that come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from piiscan import pipeline
from piiscan.detection import packs
from piiscan.errors import UsageError, did_you_mean
from piiscan.model.decision import Decision
from piiscan.model.finding import ColumnFinding, Findings, TableFinding
from piiscan.model.plan import Plan, Step
from piiscan.model.policy import Policy
from piiscan.model.register import Purpose
from piiscan.model.review import ColumnReview
from piiscan.pipeline.crowding import smallest_crowds
from piiscan.policy.decisions import render_decisions
from piiscan.policy.plans import render_plan
from piiscan.verbs.decide import basis

Place = tuple[str, str]
"""The key of a table, and the name of a column in it."""

NOTHING = "*"
"""`is_not` of a column that holds nothing personal."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person said of a column, and why: that it is an entity (or `*`: none), or whether it is needed."""

    why: str
    is_: str | None = None
    needed: bool | None = None


@dataclass(frozen=True)
class Choices:
    """Immutable: each choice gives the next state, so that a page never shows half of one."""

    findings: Findings
    purpose: Purpose
    policy: Policy
    owner: str
    expires: date
    data: str | None = None
    decided: Mapping[Place, Choice] = field(default_factory=dict)
    needs: Mapping[Place, Choice] = field(default_factory=dict)

    def with_choice(self, place: Place, choice: Choice) -> Choices:
        """Raises UsageError for a column that is not there, has a decision of the scan's, or a choice without a why."""
        _, column = self.at(place)
        if not choice.why.strip():
            raise UsageError("say why: it stands in the decision, and in the plan")
        if choice.needed is not None:
            return replace(self, needs={**self.needs, place: choice})
        if column.decision:
            raise UsageError(f"{column.name} was decided when it was scanned")
        if choice.is_ != NOTHING and choice.is_ not in packs.by_entity():
            raise UsageError(f"no such entity is installed{did_you_mean(choice.is_ or '', packs.by_entity())}")
        return replace(self, decided={**self.decided, place: choice})

    def without(self, place: Place) -> Choices:
        """As if nothing had been chosen for that column."""
        decided, needs = ({p: c for p, c in old.items() if p != place} for old in (self.decided, self.needs))
        return replace(self, decided=decided, needs=needs)

    def chosen(self, place: Place) -> list[Choice]:
        """What was chosen for that column: what it is, and whether it is needed."""
        return [chosen[place] for chosen in (self.decided, self.needs) if place in chosen]

    def at(self, place: Place) -> tuple[TableFinding, ColumnFinding]:
        """Raises UsageError for a place that the findings do not have."""
        for table in self.findings.tables:
            for column in table.columns:
                if (table.key, column.name) == place:
                    return table, column
        raise UsageError("there is no such column in the findings")

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """In the order of the findings, so that equal choices give equal files."""
        places = [(table.key, column.name) for table in self.findings.tables for column in table.columns]
        return tuple(self._decision(place, self.decided[place]) for place in places if place in self.decided)

    @cached_property
    def plan(self) -> Plan:
        """What the purpose asks for, as the person has chosen."""
        planned = pipeline.plan(self.findings, policy=self.policy, purpose=self.purpose, decisions=self.decisions)
        usual = pipeline.plan(self.findings, policy=self.policy, decisions=self.decisions)
        tables = {
            key: replace(table, columns={n: self._step((key, n), s, usual) for n, s in table.columns.items()})
            for key, table in planned.tables.items()
        }
        return replace(planned, tables=tables)

    @cached_property
    def judged(self) -> Mapping[Place, ColumnReview]:
        """What the review says of each column, before anybody chose."""
        reviewed = pipeline.review(self.findings, self.purpose)
        return {(table.table, column.column): column for table in reviewed.tables for column in table.columns}

    @cached_property
    def crowds(self) -> Mapping[str, int | None]:
        """Table -> k under the plan; empty without the data."""
        return smallest_crowds(self.data, self.plan) if self.data else {}

    @property
    def k(self) -> int | None:
        """The smallest crowd of all tables under the plan."""
        return min((k for k in self.crowds.values() if k), default=None)

    @property
    def files(self) -> Mapping[str, str]:
        """Name -> content of what is written."""
        return {"decisions.yaml": render_decisions(self.decisions), "plan.yaml": render_plan(self.plan)}

    def _step(self, place: Place, step: Step, usual: Plan) -> Step:
        choice = self.needs.get(place)
        if choice is None:
            return step
        said = f"{self.owner}: {'needed' if choice.needed else 'not needed'}: {choice.why}"
        if not choice.needed:
            return Step("drop", entity=step.entity, reason=said)
        return replace(usual.tables[place[0]].columns[place[1]], reason=said)

    def _decision(self, place: Place, choice: Choice) -> Decision:
        _, column = self.at(place)
        nothing = choice.is_ == NOTHING
        return Decision(
            place="the review page",
            table=place[0],
            column=place[1],
            is_=None if nothing else choice.is_,
            is_not=NOTHING if nothing else None,
            owner=self.owner,
            reason=choice.why.strip(),
            taken=date.today(),
            expires=self.expires,
            basis=basis(column),
        )
