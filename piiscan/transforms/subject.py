"""Whom a value is about: what is drawn for a person, by the key, and is the same at every asking."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from piiscan.errors import PlanError
from piiscan.transforms.hmac import hmac_sha256
from piiscan.transforms.operator import Context

__all__ = ["drawn"]

_HEX, _BITS = 13, 52
"""Hex digits of a draw: as many bits as a Float64 holds exactly."""


def drawn(subject: str, context: Context, operator: str, *, apart: str = "") -> pl.Expr:
    """An Int64 from 0 to 2^52 - 1 per row, the same for the same person; null where the row names none.

    `subject` is a column of the row; its entity says when two spellings are one person, and its domain which tables
    draw alike. Draws that are told `apart` are independent. Raises PlanError where the plan has no such column.
    """
    own = context.beside.get(subject)
    if own is None:
        raise PlanError(f"operator {operator}: parameter subject names no column of the plan")
    key = replace(context, domain=own.domain).subkey(operator)
    person = own.canonical(pl.col(subject))
    filled = pl.when(person.str.len_bytes() > 0).then(person)
    draw = hmac_sha256(pl.concat_str(filled, pl.lit(apart), separator="\0"), key)
    return draw.str.head(_HEX).str.to_integer(base=16)
