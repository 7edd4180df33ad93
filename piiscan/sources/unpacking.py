"""What comes out of a decompressor, member by member, in bounded memory and to the very end."""

from __future__ import annotations

import bz2
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from piiscan.sources.layers import Undecodable
from piiscan.sources.spool import BLOCK

MEMORY = 256 << 20
"""Bytes of memory that unpacking may ask for: xz -9 asks for 65 MiB, `zstd --ultra -22` for 128 MiB."""

_STEP = 4 * 1024
"""Bytes given to a decompressor at a time: Zstandard makes 128 MiB of so many at worst, and has no bound itself."""

TELLING = 16
"""Bytes that tell whether another member follows."""


class Decompressor(Protocol):
    """What zlib, bz2, lzma and zstandard have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: Any, /) -> bytes: ...


class ZstandardDecompressor:
    """A frame, or several; the library is loaded with the first of them."""

    def __init__(self) -> None:
        import zstandard

        self._failure = zstandard.ZstdError
        self._frame = zstandard.ZstdDecompressor(max_window_size=MEMORY).decompressobj()

    @property
    def eof(self) -> bool:
        return self._frame.eof

    @property
    def unused_data(self) -> bytes:
        return self._frame.unused_data

    def decompress(self, data: bytes) -> bytes:
        try:
            return self._frame.decompress(data)
        except self._failure:
            raise ValueError from None


def unpacked(
    name: str, start: Callable[[], Decompressor], begins: re.Pattern[bytes] | None, blocks: Iterator[bytes]
) -> Iterator[bytes]:
    """What comes out of a member and of those behind it, if more may follow. Raises Undecodable."""
    steps = _steps(blocks)
    rest = next(steps, b"")
    while rest:
        member = start()
        while not member.eof:
            if not (rest := rest or next(steps, b"")):
                raise Undecodable(f"cut short: the end of its {name} data is missing")
            yield from _poured(name, member, rest)
            rest = b""
        rest = _next_member(member.unused_data, steps)
        if rest and not (begins and begins.match(rest)):
            raise Undecodable(f"other bytes follow on its {name} data: they are not read")


def _steps(blocks: Iterator[bytes]) -> Iterator[bytes]:
    return (block[start : start + _STEP] for block in blocks for start in range(0, len(block), _STEP))


def _next_member(rest: bytes, steps: Iterator[bytes]) -> bytes:
    """Enough of what follows to tell what it is; zeros between members are padding."""
    rest = rest.lstrip(b"\0")
    while len(rest) < TELLING and (step := next(steps, b"")):
        rest = (rest + step).lstrip(b"\0")
    return rest


def _poured(name: str, member: Decompressor, step: bytes) -> Iterator[bytes]:
    try:
        if isinstance(member, bz2.BZ2Decompressor | lzma.LZMADecompressor):
            yield member.decompress(step, BLOCK)
            while not (member.eof or member.needs_input):
                yield member.decompress(b"", BLOCK)
        else:
            yield member.decompress(step)
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError):
        said = f"its {name} data is damaged, or asks for more than {MEMORY >> 20} MiB of memory"
        raise Undecodable(said) from None
