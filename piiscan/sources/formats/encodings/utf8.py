"""Whether every byte of a file is UTF-8, and what it says is what was written; at the speed of a copy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Literal, NamedTuple

import polars as pl
from polars.exceptions import PolarsError

from piiscan.sources.formats.encodings.mojibake import first_trace

_CLOSELY = 8
"""One block in so many is looked at closely, and all of the first ones."""

_ESCAPE = re.compile(rb"\x1b\$")
"""Opens a double-byte set in ISO 2022 (Japanese, Korean, Chinese mail), where every byte is ASCII."""

Kind = Literal["undecodable", "escape", "misread"]


class Fault(NamedTuple):
    """What is wrong with the text, and at which byte it begins."""

    kind: Kind
    offset: int


def first_fault(blocks: Iterable[bytes]) -> Fault | None:
    """The first byte that is not UTF-8; where all are, the first place where they cannot be what was meant."""
    doubt: Fault | None = None
    done, begun = 0, b""
    for number, block in enumerate(chain(blocks, [b""])):
        data = begun + block if begun else block
        if not block and begun:
            return Fault("undecodable", done)
        begun = _begun(data)
        data = data[: len(data) - len(begun)] if begun else data
        fault = _fault(data, number < _CLOSELY or number % _CLOSELY == 0)
        fault = fault and Fault(fault.kind, done + fault.offset)
        if fault is not None and fault.kind == "undecodable":
            return fault
        doubt = doubt or fault
        done += len(data)
    return doubt


def _begun(data: bytes) -> bytes:
    """The first bytes of a character whose others are in the next block."""
    for back in range(1, min(4, len(data) + 1)):
        lead = data[-back]
        if lead >= 0xC0:
            return data[-back:] if back < 2 + (lead >= 0xE0) + (lead >= 0xF0) else b""
    return b""


def _fault(data: bytes, closely: bool) -> Fault | None:
    if data.isascii():
        escape = _ESCAPE.search(data)
        return Fault("escape", escape.start()) if escape else None
    try:
        text = pl.Series([data], dtype=pl.Binary).cast(pl.String)
    except PolarsError:
        return _undecodable(data)
    trace = first_trace(data, text, closely)
    return None if trace is None else Fault("misread", trace)


def _undecodable(data: bytes) -> Fault:
    try:
        data.decode()
    except UnicodeDecodeError as failure:
        return Fault("undecodable", failure.start)
    raise AssertionError("Polars and Python disagree on what UTF-8 is")
