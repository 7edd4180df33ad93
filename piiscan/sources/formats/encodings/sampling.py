"""The bytes beyond ASCII of a whole file, however rare they are, in a sample of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

SIZE, SHARE = 64 * 1024, 8 * 1024
"""Bytes of the sample, and of the part that one block of the file may give to it."""

_BREAKS = bytes(10 if octet < 0x30 else octet for octet in range(256))
"""Bytes below the digit 0 are characters of their own in every encoding that extends ASCII."""


def sample(blocks: Iterable[bytes]) -> bytes:
    """Cells that hold more than ASCII, one a line, from places all over the file."""
    kept: list[bytes] = []
    stride = 1
    for number, cells in enumerate(_cells(blocks)):
        if number % stride == 0:
            kept.append(cells)
        while sum(map(len, kept)) > SIZE and len(kept) > 1:
            kept, stride = kept[::2], 2 * stride
    return b"".join(kept)


def _cells(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Of each block the first such cells."""
    begun = b""
    for block in blocks:
        if block.isascii() and begun.isascii():
            begun = b""
            yield b""
        else:
            whole, _, begun = (begun + block.translate(_BREAKS)).rpartition(b"\n")
            yield _first(whole)
    yield _first(begun)


def _first(data: bytes) -> bytes:
    found: list[bytes] = []
    size = 0
    for cell in BytesIO(data):
        if not cell.isascii():
            found.append(cell.rstrip(b"\n") + b"\n")
            size += len(cell)
        if size > SHARE:
            break
    return b"".join(found)
