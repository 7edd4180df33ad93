"""One domain for columns that join: the same operator, entity and domain, so that one person has one pseudonym."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from piiscan.model.finding import ColumnFinding, TableFinding
from piiscan.model.plan import Step
from piiscan.model.veil import veiled
from piiscan.transforms import Operator, build
from piiscan.verbs.linking import Groups

Place = tuple[str, str]
"""Key of a table, and name of a column."""

_REST = ("none", "coarser", "unfound", "all")


def share_domains(tables: Sequence[TableFinding], steps: Mapping[Place, Step]) -> dict[Place, Step]:
    """The steps, those of columns that join being that of the strictest among them; each says what was changed.

    Which is strictest does not depend on the order of tables. Columns without an operator wait for a person still, and
    those whose name holds a value are dropped whatever they join.
    """
    members = {(t.key, c.name): _Member(t, c, steps[t.key, c.name]) for t in tables for c in t.columns}
    shared = dict(steps)
    for group in _groups(tables):
        known = [members[place] for place in sorted(group)]
        led = [m for m in known if m.step.operator is not None and not veiled(m.column.name)]
        if not led or all(m.step.operator == "keep" for m in led):
            continue
        leader = min(led, key=_Member.strictness)
        shared |= {(m.table.key, m.column.name): m.following(leader) for m in led}
    return shared


def _groups(tables: Sequence[TableFinding]) -> list[list[Place]]:
    """Columns that join, each group whole: what joins the same column joins each other."""
    columns = [(table, column) for table in tables for column in table.columns]
    called: dict[str, list[int]] = {}
    for number, (table, column) in enumerate(columns):
        called.setdefault(f"{table.table}.{column.name}", []).append(number)
    groups = Groups(len(columns))
    for number, (_, column) in enumerate(columns):
        for name in column.joins:
            for other in called.get(name, ()):
                groups.link(number, other)
    places = [(table.key, column.name) for table, column in columns]
    return [[places[number] for number in group] for group in groups.members() if len(group) > 1]


@dataclass(frozen=True, slots=True)
class _Member:
    """A column of a group, and the step that the policy gives it."""

    table: TableFinding
    column: ColumnFinding
    step: Step

    @property
    def name(self) -> str:
        return f"{self.table.table}.{self.column.name}"

    def strictness(self) -> tuple[object, ...]:
        """The less an output says of the value, the earlier; then the higher tier; then by name."""
        operator = _built(self.step)
        promises, visible = operator.promises, operator.visible()
        says = (promises.column, _REST.index(visible.rest), visible.prefix + visible.suffix, promises.unique)
        tie = (self.step.operator, repr(sorted(self.step.parameters.items())), self.step.entity or "~", self.name)
        return (*says, promises.reversible, -self.column.tier, *tie, self.table.key)

    def following(self, leader: _Member) -> Step:
        """The step of the leader, in this column, with what is different about it."""
        told = [self.step.reason] if self.step.reason else []
        step = replace(leader.step, reason=", ".join([*told, *self._changes(leader)]), is_not=self.step.is_not)
        if not _built(leader.step).promises.unique:
            return replace(step, entity=self.step.entity or leader.step.entity)
        return replace(step, domain=leader.step.domain or leader.step.entity)

    def _changes(self, leader: _Member) -> Iterator[str]:
        step, other = self.step, leader.step
        if (step.operator, step.parameters) != (other.operator, other.parameters):
            yield f"{step.operator} by the policy, {other.operator} as {leader.name}, which is stricter"
        if step.entity != other.entity:
            yield f"{step.entity or 'nothing personal'} here, {other.entity} there"
        if self.column.type != leader.column.type:
            yield f"{self.column.type} here, {leader.column.type} in {leader.name}"
        if not _built(other).promises.unique and _built(other).promises.column:
            yield "values merge, so it joins no more"


def _built(step: Step) -> Operator:
    assert step.operator is not None
    return build(step.operator, step.parameters)
