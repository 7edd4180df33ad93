"""Codings that lie between the bytes on disk and those a format reads: text encodings, compressions.

A file is read through them into a private temporary copy, and its masked copy is written through them again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO

from piiscan.sources.atomic import write_all
from piiscan.sources.files import Layer, SourceFile, spooled_file
from piiscan.sources.spool import Spool, blocks


def decoded(file: SourceFile, layer: Layer) -> SourceFile:
    """The file as it is below the layer. Raises SourceUnreadable."""
    with file.reading(), file.open() as stream:
        spool = Spool(layer.decode(blocks(stream)))
    return replace(spooled_file(spool, file.source, file.key), layers=(*file.layers, layer))


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
