"""consent: only rows of people who said yes stay."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import polars as pl

from piiscan.transforms.generalize.parsing import plain
from piiscan.transforms.generalize.parsing_in_sql import plain_text
from piiscan.transforms.operator import Context
from piiscan.transforms.rows.filter import Filter, refuse_texts
from piiscan.transforms.sql import Cell, Dialect

_YES = ("yes", "y", "true", "t", "1", "agree", "agreed", "opt-in", "是", "同意", "已同意", "已授权")


@dataclass(frozen=True, slots=True)
class Consent(Filter):
    """A row stays where `column` holds one of the words for `yes`, in whatever case. Silence is no consent."""

    name: ClassVar[str] = "consent"

    column: str
    yes: list[str] = field(default_factory=lambda: list(_YES))

    def __post_init__(self) -> None:
        refuse_texts(self.name, "yes", self.yes)

    def stays(self, values: pl.Expr, context: Context) -> pl.Expr:
        return plain(values).str.to_lowercase().is_in(self._words).fill_null(value=False)

    def sql(self, cell: Cell, dialect: Dialect) -> str | None:
        text = plain_text(cell, dialect)
        return None if text is None else dialect.one_of(dialect.lower(text), self._words)

    @property
    def _words(self) -> list[str]:
        return [word.strip().lower() for word in self.yes]
