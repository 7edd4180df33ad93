"""What two releases to one partner tell together that neither tells alone.

Two attacks on what was released more than once: of the rows that one copy has more (difference: Denning, Denning,
Schwartz, The tracker, ACM TODS 4(1), 1979), and of what each copy says of the same row (intersection: Ganta,
Kasiviswanathan, Smith, Composition attacks and auxiliary information in data privacy, KDD 2008).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from piiscan.model.composition import Differing, Overlap
from piiscan.model.finding import Findings, TableFinding
from piiscan.model.plan import Plan, Step
from piiscan.model.release import Manifest
from piiscan.model.verification import Verification
from piiscan.transforms import Operator, build
from piiscan.verbs.plan import singles_out

__all__ = ["Copy", "overlaps"]

_FEW = 11
"""People that are few where the policy asks for no k: a risk of 0.09, EMA, External guidance on Policy 0070, 2018."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A release as the documents that were signed say it is."""

    manifest: Manifest
    findings: Findings
    plan: Plan
    verification: Verification

    def rows(self, table: str) -> int:
        """Rows of its copy, without canaries."""
        checks = [each for each in self.verification.checks if (each.name, each.table) == ("structure", table)]
        return sum(int(check.figures["rows"] or 0) for check in checks)

    @property
    def files(self) -> dict[str, int]:
        """SHA-256 of what can be read of each file of data -> its rows."""
        data = (file for file in self.manifest.files if file.name.startswith("data/"))
        return {file.plain or file.sha256: file.rows for file in data}


@dataclass(frozen=True, slots=True)
class _Made:
    """A column of a copy: its operator, and what its output depends on beside that and its row."""

    operator: Operator
    means: Mapping[str, object]

    @property
    def says(self) -> bool:
        seen = self.operator.visible()
        return self.operator.promises.column and bool(seen.prefix or seen.suffix or seen.rest != "none")

    @property
    def parameters(self) -> dict[str, object]:
        """Those that say how much is seen: of texts and replacements none."""
        told = self.says and self.operator.visible().rest != "unfound"
        named = [field.name for field in fields(self.operator) if field.init and told]  # type: ignore[arg-type]
        return {name: value for name in named if (value := getattr(self.operator, name)) is not None}

    def beside(self, other: _Made | None) -> str:
        """What was done, in words: of two of one operator, that in which they differ."""
        told, alike = self.parameters, dict[str, object]()
        if other is not None and other.operator.name == self.operator.name:
            told, alike = {**told, **self.means}, {**other.parameters, **other.means}
        differing = [f"{name} {value}" for name, value in told.items() if name not in alike or alike[name] != value]
        return " ".join([self.operator.name, ", ".join(differing)]).strip()


def overlaps(here: Copy, there: Copy, state: str) -> Iterator[Overlap]:
    """What is to be said of each table that both releases hold; `state` is how `there` stands.

    A table is the same one by its name, where a column is, or by the names and types of its columns. Nothing is said
    of the same rows masked alike, nor of many rows more.
    """
    for table in here.findings.tables:
        for other in _same(table, there.findings):
            found = _overlap(here, there, table, other, state)
            if found.apart is not None or found.differing:
                yield found


def _same(table: TableFinding, there: Findings) -> list[TableFinding]:
    names = {column.name for column in table.columns}
    named = [
        other for other in there.tables if other.key == table.key and names & {column.name for column in other.columns}
    ]
    return named or [other for other in there.tables if other.schema == table.schema]


def _overlap(here: Copy, there: Copy, table: TableFinding, other: TableFinding, state: str) -> Overlap:
    mine, theirs = _columns(here, table), _columns(there, other)
    alike = [name for name in mine if mine[name] == theirs.get(name)]
    single = {column.name for column in table.columns if singles_out(column)}
    joined = [name for name in alike if _joins(mine[name].operator, name in single)]
    few = here.plan.k or _FEW
    return Overlap(
        release=there.manifest.release,
        state=state,
        table=table.key,
        other=other.key,
        rows=here.rows(table.key),
        others=there.rows(other.key),
        few=few,
        apart=_apart(here, there, here.rows(table.key), there.rows(other.key), few, alike == list(mine | theirs)),
        joined=tuple(joined),
        common=tuple(name for name in alike if mine[name].says and name not in joined),
        differing=tuple(_differing(mine, theirs)),
    )


def _columns(copy: Copy, table: TableFinding) -> dict[str, _Made]:
    return {name: _made(step, copy) for name, step in copy.plan.tables[table.key].columns.items()}


def _made(step: Step, copy: Copy) -> _Made:
    operator, means = build(str(step.operator), step.parameters), dict[str, object]()
    if step.parameters.get("to") == "age_band":
        means["as_of"] = copy.plan.as_of
    if operator.promises.needs_key:
        means |= {"entity": step.entity, "domain": step.domain or step.entity}
        means["key"] = f"{copy.manifest.key} version {copy.manifest.key_version}"
    return _Made(operator, means)


def _joins(operator: Operator, single: bool) -> bool:
    return operator.promises.column and operator.promises.unique and (operator.promises.needs_key or single)


def _apart(here: Copy, there: Copy, rows: int, others: int, few: int, alike: bool) -> int | None:
    if rows != others:
        return abs(rows - others) if abs(rows - others) < few else None
    return 0 if alike and not _unchanged(here, there, rows) else None


def _unchanged(here: Copy, there: Copy, rows: int) -> bool:
    """Whether the files in which a table of so many rows may be are those of the other copy, to the last octet."""
    if here.files.keys() <= there.files.keys():
        return True
    files = {digest for digest, count in here.files.items() if count == rows}
    tables = sum(here.rows(table.key) == rows for table in here.findings.tables)
    return len(files) == tables and files <= there.files.keys()


def _differing(mine: dict[str, _Made], theirs: dict[str, _Made]) -> Iterator[Differing]:
    for name in mine | theirs:
        one, other = mine.get(name), theirs.get(name)
        if one != other and any(made and made.says for made in (one, other)):
            yield Differing(name, _said(one, other), _said(other, one))


def _said(one: _Made | None, other: _Made | None) -> str:
    return "not there" if one is None else one.beside(other)
