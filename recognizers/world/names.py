"""Chinese names in Latin letters: a surname of one romanisation at one end, syllables of it for the rest."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl

__all__ = ["romanised"]

_ROMANISATIONS = ("pinyin", "cantonese", "wade_giles")
_JOINTS = "[ ,.'’-]+"
_MOST = 4
"""Parts: a compound surname and two syllables."""


def romanised(values: pl.Series) -> pl.Series:
    """Whether each name (canonical form `name`) has two to four parts: a surname first or last, syllables beside it.

    Two syllables may run together (`meiling`); all are of the same romanisation.
    """
    spaced = pl.col("value").str.replace_all(_JOINTS, " ").str.strip_chars()
    parts = spaced.str.split(" ")
    read = (_read(parts, name) for name in _ROMANISATIONS)
    verdict = parts.list.len().is_between(2, _MOST) & pl.any_horizontal(read)
    return values.to_frame("value").select(verdict.fill_null(False)).to_series()


def _read(parts: pl.Expr, romanisation: str) -> pl.Expr:
    surnames = _surnames(romanisation)
    given = pl.element().str.contains(_spelt(romanisation))
    after = parts.list.slice(1).list.eval(given).list.all() & parts.list.first().is_in(surnames)
    before = parts.list.reverse().list.slice(1).list.eval(given).list.all() & parts.list.last().is_in(surnames)
    return after | before


@cache
def _surnames(romanisation: str) -> pl.Series:
    """In a Series that `is_in` can search."""
    return pl.Series(_words(f"{romanisation}_surnames")).implode()


@cache
def _spelt(romanisation: str) -> str:
    return f"^(?:{'|'.join(_words(f'{romanisation}_syllables'))}){{1,2}}$"


def _words(name: str) -> list[str]:
    lines = files(__package__).joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
