"""Whether every byte of a file is UTF-8, and what it says is what was written; at the speed of a copy."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal, NamedTuple

import polars as pl
from polars.exceptions import PolarsError

from piiscan.sources.formats.encodings.mojibake import first_trace

_CLOSELY = 8
"""So many blocks are looked at closely from the first one on, and one in so many squared of the others."""

_THREADS, _AHEAD = 2, 4
"""Blocks that are looked at together, and that wait for it: a few MiB in memory."""

_ESCAPE = re.compile(rb"\x1b\$")
"""Opens a double-byte set in ISO 2022 (Japanese, Korean, Chinese mail), where every byte is ASCII."""

Kind = Literal["undecodable", "escape", "misread"]


class Fault(NamedTuple):
    """What is wrong with the text, and at which byte it begins."""

    kind: Kind
    offset: int


class _Piece(NamedTuple):
    """Whole characters, where they begin in the file, and whether they are looked at closely."""

    octets: bytes
    offset: int
    closely: bool


def first_fault(blocks: Iterable[bytes]) -> Fault | None:
    """The first byte that is not UTF-8; where all are, the first place where they cannot be what was meant."""
    doubt: Fault | None = None
    for fault in _faults(_pieces(blocks)):
        if fault is not None and fault.kind == "undecodable":
            return fault
        doubt = doubt or fault
    return doubt


def _faults(pieces: Iterator[_Piece]) -> Iterator[Fault | None]:
    """Of each piece, in order."""
    waiting: deque[Future[Fault | None]] = deque()
    with ThreadPoolExecutor(_THREADS, "utf-8") as pool:
        for piece in pieces:
            waiting.append(pool.submit(_fault, piece))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _pieces(blocks: Iterable[bytes]) -> Iterator[_Piece]:
    """The blocks, cut between characters; a character that the file does not end is a piece of its own."""
    done, begun = 0, b""
    for number, block in enumerate(blocks):
        data = begun + block if begun else block
        begun = _begun(data)
        data = data[: len(data) - len(begun)] if begun else data
        yield _Piece(data, done, number < _CLOSELY or number % _CLOSELY**2 == 0)
        done += len(data)
    if begun:
        yield _Piece(begun, done, False)


def _begun(data: bytes) -> bytes:
    """The first bytes of a character whose others are in the next block."""
    for back in range(1, min(4, len(data) + 1)):
        lead = data[-back]
        if lead >= 0xC0:
            return data[-back:] if back < 2 + (lead >= 0xE0) + (lead >= 0xF0) else b""
    return b""


def _fault(piece: _Piece) -> Fault | None:
    data = piece.octets
    if data.isascii():
        escape = _ESCAPE.search(data)
        return Fault("escape", piece.offset + escape.start()) if escape else None
    try:
        text = pl.Series([data], dtype=pl.Binary).cast(pl.String)
    except PolarsError:
        return Fault("undecodable", piece.offset + _undecodable(data))
    trace = first_trace(data, text, piece.closely)
    return None if trace is None else Fault("misread", piece.offset + trace)


def _undecodable(data: bytes) -> int:
    try:
        data.decode()
    except UnicodeDecodeError as failure:
        return failure.start
    raise AssertionError("Polars and Python disagree on what UTF-8 is")
