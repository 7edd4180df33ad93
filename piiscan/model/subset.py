"""A part of a database: rows that are chosen, and what goes with them so that every foreign key holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seed:
    """Rows of a table: those of which `where` is true, `limit` of them at random; all where neither is said.

    `where` is an expression of Polars' SQL over the table's own columns. What the rows refer to always goes with them;
    with `children`, rows that refer to them do, too, and rows that refer to those.
    """

    table: str
    where: str | None = None
    limit: int | None = None
    children: bool = True

    def __str__(self) -> str:
        parts = [self.table, self.where and f"where {self.where}", self.limit and f"limit {self.limit}"]
        return " ".join([part for part in parts if part] + ([] if self.children else ["without children"]))
