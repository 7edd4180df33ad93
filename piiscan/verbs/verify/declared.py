"""What of a copy its operators have declared, and what stands there beside: the part to be searched."""

from __future__ import annotations

import re

import polars as pl

from piiscan.transforms import Operator, Resembling
from piiscan.transforms.rules import Rule, rules
from piiscan.transforms.text import Text
from piiscan.verbs.mask import TEXT, Masker

CUT = "\u2026"
"""Stands where something declared was cut out of a text."""

CELL = "\x1f"
"""Stands between the cells of a row, and between the elements of a list."""

_ENTITY = "[A-Z0-9_]+"


def laid_in(operator: Operator) -> str:
    """A regex for everything that a text operator may lay into a text (Rust and Python syntax), except nothing."""
    return "|".join([*filter(None, _forms(operator)), f"<{_ENTITY}>"])


def cuts(operator: Operator) -> re.Pattern[str]:
    """`laid_in` for Python; it matches nothing as well where the operator may cut a span out."""
    return re.compile(laid_in(operator) + "|" * ("" in _forms(operator)))


def _forms(operator: Operator) -> list[str]:
    assert isinstance(operator, Text)
    return [_form(rule) for rule in rules(operator.spans).values()]


def _form(rule: Rule) -> str:
    looks_like = rule.operator.looks_like() or ""
    token = looks_like.removeprefix("(?s)").removeprefix("^").removesuffix("$")
    before, holds, after = rule.form.partition("{token}")
    before, after = (re.escape(part).replace(re.escape("{entity}"), _ENTITY) for part in (before, after))
    return f"{before}(?s:{token}){after}" if holds and token else before + after


def rewritten(source: str | None, copy: str | None, declared: re.Pattern[str]) -> bool:
    """Whether the copy is the source with stretches of it replaced by what was declared, and nothing else."""
    if source is None or copy is None:
        return source is copy
    first, *others = declared.split(copy)
    if not others:
        return source == copy
    at = len(first)
    if not source.startswith(first):
        return False
    for kept in others[:-1]:
        at = source.find(kept, at)
        if at < 0:
            return False
        at += len(kept)
    return len(source) - len(others[-1]) >= at and source.endswith(others[-1])


def written(masker: Masker, copy: pl.DataFrame) -> dict[str, pl.Series]:
    """The texts of the copy (all as text) by column, without what the text operator laid in; lists flattened."""
    names = [name for name, step in masker.steps.items() if step.operator == TEXT and name in copy.columns]
    return {name: flat(copy[name]).str.replace_all(laid_in(masker.operators[name]), CUT) for name in names}


def ambiguous(masker: Masker, copy: pl.DataFrame) -> dict[str, pl.Series]:
    """The whole texts of the copy, by column, into which something was laid that could be somebody's value."""
    names = [name for name, o in masker.operators.items() if isinstance(o, Text) and name in copy.columns]
    return {name: flat(copy[name]) for name in names if resembles(masker.operators[name])}


def resembles(operator: Operator) -> bool:
    """Whether a text operator may lay in what could be somebody's value."""
    assert isinstance(operator, Text)
    return any(isinstance(rule.operator, Resembling) for rule in rules(operator.spans).values())


def undeclared(masker: Masker, copy: pl.DataFrame) -> dict[str, pl.Series]:
    """All other columns (as text), without cells that look as their operator says: what was kept, and what is wrong."""
    names = [name for name in copy.columns if name not in masker.steps or masker.steps[name].operator != TEXT]
    return {name: _without(flat(copy[name]), masker, name) for name in names}


def flat(column: pl.Series) -> pl.Series:
    """A cell as one text: the elements of a list in a row."""
    return column.list.join(CELL, ignore_nulls=True) if isinstance(column.dtype, pl.List) else column


def elements(column: pl.Series) -> pl.Series:
    """The values of a column, those within lists too, without nulls."""
    return (column.explode() if isinstance(column.dtype, pl.List) else column).drop_nulls().rename("value")


def _without(cells: pl.Series, masker: Masker, name: str) -> pl.Series:
    form = masker.operators[name].looks_like() if name in masker.operators else None
    if form is None:
        return cells
    listed = cells.to_frame("cell").select(pl.col("cell").str.split(CELL))
    kept = listed.select(
        pl.col("cell").list.eval(pl.element().filter(~pl.element().str.contains(form))).list.join(CELL)
    )
    return kept.to_series().rename(name)
