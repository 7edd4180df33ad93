"""Plain text and logs: every text that no other format knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.atomic import write_all
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM, HOLDS_NUL, LONGEST
from piiscan.sources.options import ReadOptions

BLOCK = 8 * 1024 * 1024
"""Bytes read at a time: some 80,000 lines of text."""


@dataclass(frozen=True, slots=True)
class TextDocument:
    """Lines that end at LF, with their line ends. A byte order mark is no part of the text."""

    source: str
    key: str
    format: str
    file: SourceFile
    bom: bool

    def parts(self) -> Iterator[pl.Series]:
        with self.file.reading():
            for block in self._blocks():
                yield pl.Series("line", [block.decode()]).str.split("\n", inclusive=True).explode()

    def write(self, batches: Iterator[pl.Series], stream: BinaryIO) -> None:
        if self.bom:
            write_all(stream, BOM)
        for parts in batches:
            write_all(stream, "".join(parts.to_list()).encode())

    def _blocks(self) -> Iterator[bytes]:
        """Whole lines, about BLOCK bytes of them at a time; a last one without an end comes with those before it."""
        with self.file.open() as stream:
            stream.seek(len(BOM) if self.bom else 0)
            ready = rest = b""
            while block := stream.read(BLOCK):
                if b"\0" in block:
                    raise SourceUnreadable(self.source, HOLDS_NUL)
                whole, end, begun = block.rpartition(b"\n")
                if end:
                    if ready:
                        yield ready
                    ready, rest = rest + whole + end, b""
                rest += begun
                if len(rest) > LONGEST:
                    raise SourceUnreadable(self.source, f"a line is longer than {LONGEST >> 20} MiB")
            if ready or rest:
                yield ready + rest


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> TextDocument:
    return TextDocument(file.source, file.key, "text", file, head.startswith(BOM))
