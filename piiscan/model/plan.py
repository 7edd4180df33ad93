"""A plan: what happens to every column of every table, so that a person can review and replay it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from piiscan.model.subset import Seed
from piiscan.model.template import LineTemplate


@dataclass(frozen=True, slots=True)
class Step:
    """One column's operator with its parameters. `operator` is None while nobody has decided.

    `entity` is what the scan took the column for: it picks the canonical form and the default domain. `is_not` is a
    glob on what a person has decided that it is not, which `verify` then does not find in the copy again. `warning`
    says what an attacker could do though the step is carried out as it stands. `templates`
    are those of lines, in which more is masked than is found; only documents have them. `unmask`
    says that the key's owner may turn the column back, on record.
    """

    operator: str | None
    parameters: Mapping[str, object] = field(default_factory=dict)
    entity: str | None = None
    domain: str | None = None
    reason: str | None = None
    is_not: str | None = None
    warning: str | None = None
    templates: tuple[LineTemplate, ...] = ()
    unmask: bool = False


@dataclass(frozen=True, slots=True)
class TablePlan:
    """The steps of one table, keyed by column name or path; `schema` as in its finding.

    `rows` are its row filters, in their order, and `row_order`: each names its column among its parameters.
    """

    schema: str
    columns: Mapping[str, Step]
    rows: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Document `piiscan: plan/1`. Tables by path relative to the source; documents by glob.

    `key_version` is that of the subkeys: `keys rotate` makes the next one. With seeds in `subset`, copies have the rows
    that these lead to, and no others.
    """

    policy: Mapping[str, object]
    purpose: str | None
    partner: str | None
    as_of: date
    k: int | None
    unlisted: Literal["refuse", "drop"]
    tables: Mapping[str, TablePlan]
    documents: Mapping[str, Step] = field(default_factory=dict)
    key_version: int = 1
    subset: tuple[Seed, ...] = ()

    @property
    def warnings(self) -> list[tuple[str, str]]:
        """Names (`table.column`) of the columns that are warned of, and why."""
        named = ((f"{t}.{c}", step) for t, steps in self.tables.items() for c, step in steps.columns.items())
        return [(name, step.warning) for name, step in named if step.warning]

    @property
    def undecided(self) -> list[str]:
        """Names (`table.column`) of all columns that a person must still decide."""
        return [
            f"{table}.{column}"
            for table, steps in self.tables.items()
            for column, step in steps.columns.items()
            if step.operator is None
        ]
