"""Expressions evaluated: an engine's error may carry a cell, or a key, so ours takes its place."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from piiscan.errors import PiiscanError, PlanError
from piiscan.transforms.operator import Context, Operator

__all__ = ["apply", "evaluate"]


def evaluate(frame: pl.DataFrame, expressions: Mapping[str, pl.Expr], table: str) -> pl.DataFrame:
    """The masked columns, in the order given.

    Raises PlanError where an expression does not fit its column, and PiiscanError where the text engine
    fails; both name table and column, and no value.
    """
    try:
        return frame.lazy().select(**expressions).collect()
    except (Exception, pl.exceptions.PanicException):
        raise _failure(frame, expressions, table) from None


def apply(operator: Operator, values: pl.Series, context: Context) -> pl.Series:
    """One operator on one Series of String."""
    expression = operator.expression(pl.col(values.name), context)
    return evaluate(values.to_frame(), {values.name: expression}, "values")[values.name]


def _failure(frame: pl.DataFrame, expressions: Mapping[str, pl.Expr], table: str) -> PiiscanError:
    for column, expression in expressions.items():
        try:
            frame.select(expression)
        except PiiscanError as ours:
            reason, _, _ = str(ours).partition("\n")  # Polars appends the expression
            return PiiscanError(f"{table}: column {column} cannot be masked: {reason}")
        except (Exception, pl.exceptions.PanicException) as theirs:
            return PlanError(f"{table}: column {column} cannot be masked as planned ({type(theirs).__name__})")
    return PiiscanError(f"{table}: the columns cannot be masked together")
