"""Codings that lie between the bytes on disk and those a format reads: text encodings, compressions.

A file is read through them into a private temporary copy, and its masked copy is written through them again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from piiscan.errors import SourceUnreadable
from piiscan.sources.atomic import write_all
from piiscan.sources.files import Layer, SourceFile, unpacked_file
from piiscan.sources.spool import blocks


class Undecodable(Exception):
    """Bytes that a layer did not make, or not all of them. The message says which, and holds none of them."""


def decoded(file: SourceFile, layer: Layer, called: str = "") -> SourceFile:
    """The file as it is below the layer, `called` otherwise if that says more. Raises SourceUnreadable."""

    def unpack() -> Iterator[bytes]:
        try:
            with file.open() as stream:
                yield from layer.decode(blocks(stream))
        except Undecodable as failure:
            raise SourceUnreadable(file.source, str(failure)) from None

    return unpacked_file(file, unpack, layers=(*file.layers, layer), called=called or file.called)


@contextmanager
def encoded(stream: BinaryIO, layers: tuple[Layer, ...]) -> Iterator[BinaryIO]:
    """A stream that can seek; what it holds when the block ends goes through the layers into `stream`."""
    if not layers:
        yield stream
        return
    with tempfile.TemporaryFile(buffering=0) as plain:
        yield plain
        plain.seek(0)
        coded = blocks(plain)
        for layer in reversed(layers):
            coded = layer.encode(coded)
        for block in coded:
            write_all(stream, block)
