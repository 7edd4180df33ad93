"""What an operator is: a typed value that turns a column into a masked column, and says what it promises."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal, Protocol, runtime_checkable

import polars as pl

from piiscan.errors import KeyRefused
from piiscan.keys import MasterKey
from piiscan.model.span import Span
from piiscan.transforms.sql import Cell, Dialect

__all__ = [
    "Canonical",
    "Context",
    "Find",
    "Kind",
    "Operator",
    "Own",
    "Promises",
    "Resembling",
    "Reversible",
    "Visible",
    "where_filled",
]

Kind = Literal["map", "filter", "whole-set"]
Canonical = Callable[[pl.Expr], pl.Expr]
"""An expression on String -> the form in which equal people are equal."""
Find = Callable[[pl.Series, pl.DataFrame], Sequence[Sequence[Span]]]
"""Texts, and the direct identifiers of their rows (columns of String or List(String)) -> the spans of each text."""


@dataclass(frozen=True, slots=True)
class Promises:
    """What holds for every value. `column` is False when the masked table has no such column any more."""

    deterministic: bool = True
    reversible: bool = False
    unique: bool = False
    format_preserving: bool = False
    needs_key: bool = False
    column: bool = True


@dataclass(frozen=True, slots=True)
class Visible:
    """What may still stand of the source value, in characters at either end.

    `rest` is `none`, `coarser` (a less precise statement of the value, which may share characters with it),
    `unfound` (the text around the spans that were found) or `all`.
    """

    prefix: int = 0
    suffix: int = 0
    rest: Literal["none", "coarser", "unfound", "all"] = "none"


def _as_it_is(values: pl.Expr) -> pl.Expr:
    return values


@dataclass(frozen=True, slots=True)
class Own:
    """What a column holds, so that its values get the same token wherever they stand."""

    entity: str | None
    domain: str
    canonical: Canonical = _as_it_is


@dataclass(frozen=True, slots=True)
class Context:
    """All that a masked value may depend on beside its own row and the operator's parameters.

    `column`, `entity`, `domain` and `canonical` belong to the column at hand, `own` to the columns of the same row
    that are direct identifiers (columns of String or List(String)), `beside` to all columns that the plan names,
    `canonical_of` to any entity found in a text.
    """

    key: MasterKey | None
    partner: str | None
    entity: str | None
    domain: str
    as_of: date
    canonical: Canonical = _as_it_is
    canonical_of: Callable[[str], Canonical] = lambda entity: _as_it_is
    own: Mapping[str, Own] = field(default_factory=dict)
    beside: Mapping[str, Own] = field(default_factory=dict)
    column: str = ""
    find: Find | None = None

    def subkey(self, operator: str, octets: int = 32) -> str:
        """The subkey of this partner and domain, in hex. Raises KeyRefused without a master key."""
        if self.key is None:
            raise KeyRefused(f"operator {operator} needs a key: give one with --key")
        return self.key.subkey(operator, self.partner, self.domain, octets=octets)


class Operator(Protocol):
    """One way to mask a column. Implementations are frozen dataclasses, valid once they are built.

    `typed` operators take the column in its own type; all others take it as text (`model.text.as_text`), and what
    those that preserve the format make of it becomes the column's own type again (`model.text.as_typed`).
    """

    name: ClassVar[str]
    promises: ClassVar[Promises]
    kind: ClassVar[Kind] = "map"
    typed: ClassVar[bool] = False

    @abstractmethod
    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        """Masked values, row for row: null stays null, empty stays empty (or becomes null)."""

    @abstractmethod
    def looks_like(self) -> str | None:
        """An anchored regex (Rust syntax) that every filled output matches; None if no regex can say."""

    def reads(self) -> tuple[str, ...]:
        """Names of the columns of its row, as text, that the operator needs beside its own."""
        return ()

    def serving(self, entity: str | None) -> Operator:
        """The operator for values of one entity. Raises PlanError where it serves none such."""
        return self

    def unfit(self, type_name: str) -> str | None:
        """Why a column of this type cannot be masked like that, in words; None where it can."""
        return None

    def visible(self) -> Visible:
        """What of the source may still stand in the output; nothing, unless an operator says otherwise."""
        return Visible()

    def sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        """What `expression` makes of a cell, in SQL; None where SQL cannot say it, or not without the key."""
        return None


@runtime_checkable
class Reversible(Operator, Protocol):
    """An operator whose outputs the key turns back."""

    @abstractmethod
    def original(self, masked: pl.Expr, context: Context) -> pl.Expr:
        """The canonical forms behind the operator's outputs; null for what is none."""


@runtime_checkable
class Resembling(Operator, Protocol):
    """An operator whose outputs could be values of somebody else: `verify` counts how often they are."""

    @abstractmethod
    def fitting(self, values: pl.Series) -> pl.Series:
        """Values (String) that an output may equal, in one spelling; all others are null."""

    @abstractmethod
    def room(self, fitting: pl.Series) -> pl.Series:
        """How many outputs (Float64) a value like each of these can have."""


def where_filled(values: pl.Expr, masked: pl.Expr) -> pl.Expr:
    """`masked` where there is something to mask; null stays null, empty stays empty."""
    return pl.when(values.str.len_bytes() > 0).then(masked).otherwise(values)
