"""Everything that a file holds: its bytes, and what is inside when it is a container, to any depth.

A container that is cut short is read as far as it goes; one that cannot be opened at all is an error, for
an oracle must not pass over what it cannot see.
"""

from __future__ import annotations

import bz2
import html
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Protocol
from zipfile import ZipFile

import polars as pl
import zstandard

Parts = Iterator[tuple[str, bytes]]


class Decompressor(Protocol):
    """What zlib, zstandard, bz2 and lzma have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: Any, /) -> bytes: ...


def contents(place: str, data: bytes) -> Parts:
    """`data` and all that is packed in it, each with the place where it was found."""
    yield place, data
    for magic, opened in _CONTAINERS.items():
        if data.startswith(magic):
            for name, part in opened(data):
                yield from contents(f"{place}!{name}", part)


def _stream(start: Callable[[], Decompressor]) -> Callable[[bytes], Parts]:
    """An opener of a stream compression; members may follow one another."""

    def opened(data: bytes) -> Parts:
        parts = []
        while data:
            part, data = _decompressed(start(), data)
            parts.append(part)
        yield "data", b"".join(parts)

    return opened


def _decompressed(decompressor: Decompressor, data: bytes) -> tuple[bytes, bytes]:
    """One member, and the bytes after it; what stood before a fault, and nothing, when there is one."""
    part = bytearray()
    view = memoryview(data)
    for start in range(0, len(data), 4096):
        try:
            part += decompressor.decompress(view[start : start + 4096])
        except (OSError, EOFError, zlib.error, lzma.LZMAError, zstandard.ZstdError):
            return bytes(part), b""
        if decompressor.eof:
            return bytes(part), decompressor.unused_data + data[start + 4096 :]
    return bytes(part), b""


def _zip(data: bytes) -> Parts:
    with ZipFile(BytesIO(data)) as archive:
        for number, member in enumerate(archive.infolist()):
            yield f"name {number}", member.filename.encode() + b"\n" + member.comment
            content = archive.read(member)
            yield f"member {number}", content
            if content.lstrip().startswith(b"<"):
                yield f"text of member {number}", _text(content)


def _text(markup: bytes) -> bytes:
    """The text of XML, runs joined and references resolved: what a workbook shows may stand in several elements."""
    return html.unescape(re.sub("<[^>]*>", "", markup.decode(errors="replace"))).encode(errors="replace")


def _table(read: Callable[[BytesIO], pl.DataFrame]) -> Callable[[bytes], Parts]:
    """An opener of a table format: binary columns as they are, all others as lines of JSON."""

    def opened(data: bytes) -> Parts:
        frame = read(BytesIO(data))
        for number, column in enumerate(frame):
            if column.dtype == pl.Binary:
                yield f"column {number}", b"\n".join(column.drop_nulls())
            else:
                yield f"column {number}", column.to_frame().write_ndjson().encode()

    return opened


def _avro(data: bytes) -> Parts:
    import fastavro

    reader = fastavro.reader(BytesIO(data))
    yield "metadata", repr(reader.metadata).encode()
    yield "records", repr(list(reader)).encode()


def _orc(data: bytes) -> Parts:
    from pyarrow import orc

    yield "rows", repr(orc.ORCFile(BytesIO(data)).read().to_pylist()).encode()


_CONTAINERS: dict[bytes, Callable[[bytes], Parts]] = {
    b"\x1f\x8b": _stream(lambda: zlib.decompressobj(wbits=31)),
    b"\x28\xb5\x2f\xfd": _stream(lambda: zstandard.ZstdDecompressor().decompressobj()),
    b"BZh": _stream(bz2.BZ2Decompressor),
    b"\xfd7zXZ\x00": _stream(lzma.LZMADecompressor),
    b"PK\x03\x04": _zip,
    b"PAR1": _table(pl.read_parquet),
    b"ARROW1": _table(pl.read_ipc),
    b"\xff\xff\xff\xff": _table(pl.read_ipc_stream),
    b"Obj\x01": _avro,
    b"ORC": _orc,
}
