"""Files that can be read, but not as they were written: what is read is scanned, and they are incomplete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from piiscan.model.finding import Incomplete
from piiscan.model.table import Container, Document, Item, Table
from piiscan.sources.files import SourceFile
from piiscan.sources.writing import Masked, refusal, write_plain


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A container of what was opened, under its own key, and of the doubt about its file."""

    source: str
    key: str
    format: str
    file: SourceFile
    opened: Table | Document | Container
    doubt: str

    def members(self) -> Iterator[Item]:
        yield self.opened
        yield Incomplete(self.source, self.doubt)


@dataclass(frozen=True, slots=True)
class DoubtfulRefillable(Doubtful):
    """One of which masked copies are written."""

    def write(self, masked: Masked, stream: BinaryIO) -> None:
        write_plain(self.opened, masked, stream)


def with_doubt(opened: Table | Document | Container, file: SourceFile) -> Table | Document | Container:
    """What was opened, and beside it what is doubtful in its file."""
    if file.doubt is None:
        return opened
    refused = isinstance(opened, Container) and refusal(opened) is not None
    kind = Doubtful if refused else DoubtfulRefillable
    return kind(opened.source, opened.key, opened.format, file, opened, file.doubt)
