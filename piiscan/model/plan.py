"""A plan: what happens to every column of every table, so that a person can review and replay it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Step:
    """One column's operator with its parameters. `operator` is None while nobody has decided.

    `entity` is what the scan took the column for: it picks the canonical form and the default domain. `is_not` is a
    glob on what a person has decided that it is not, which `verify` then does not find in the copy again. `unmask` says
    that the key's owner may turn the column back, on record.
    """

    operator: str | None
    parameters: Mapping[str, object] = field(default_factory=dict)
    entity: str | None = None
    domain: str | None = None
    reason: str | None = None
    is_not: str | None = None
    unmask: bool = False


@dataclass(frozen=True, slots=True)
class TablePlan:
    """The steps of one table, keyed by column name or path; `schema` as in its finding."""

    schema: str
    columns: Mapping[str, Step]


@dataclass(frozen=True, slots=True)
class Plan:
    """Document `piiscan: plan/1`. Tables by path relative to the source; documents by glob.

    `key_version` is that of the subkeys: `keys rotate` makes the next one.
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

    @property
    def undecided(self) -> list[str]:
        """Names (`table.column`) of all columns that a person must still decide."""
        return [
            f"{table}.{column}"
            for table, steps in self.tables.items()
            for column, step in steps.columns.items()
            if step.operator is None
        ]
