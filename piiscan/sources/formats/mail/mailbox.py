"""A mailbox (RFC 4155): mails one behind the other, each under a line that begins with `From `."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Item
from piiscan.sources.allowance import MEMBERS
from piiscan.sources.atomic import write_all
from piiscan.sources.files import SourceFile, member_file
from piiscan.sources.formats.mail.message import Mail
from piiscan.sources.formats.mail.taking_apart import ENVELOPE
from piiscan.sources.options import ReadOptions
from piiscan.sources.spool import BLOCK
from piiscan.sources.writing import Masked

_BEGINS = b"From "


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mailbox. The lines between its mails, which name senders, are no part of a copy."""

    source: str
    key: str
    file: SourceFile
    options: ReadOptions
    format: str = "mbox"

    def members(self) -> Iterator[Item]:
        for number, (start, end) in enumerate(self._places(), 1):
            source = f"{self.source}!message {number}"
            if not self.file.allowance.admits(source):
                yield Incomplete(self.source, f"holds more than {MEMBERS:,} mails: the rest is not read")
                return
            try:
                yield self._mail(source, f"{self.key}!message {number}", start, end)
            except SourceUnreadable as failure:
                yield Incomplete(failure.source, failure.reason)

    def write(self, masked: Masked, stream: BinaryIO) -> None:
        for mail in self.members():
            if isinstance(mail, Mail):
                with tempfile.TemporaryFile(buffering=0) as copy:
                    mail.write(masked, copy)
                    copy.seek(0)
                    write_all(stream, f"{ENVELOPE}\n".encode() + copy.read() + b"\n")

    def _mail(self, source: str, key: str, start: int, end: int) -> Mail:
        def unpack() -> Iterator[bytes]:
            with self.file.open() as stream:
                stream.seek(start)
                while block := stream.read(min(BLOCK, end - stream.tell())):
                    yield block

        file = member_file(self.file, unpack, source=source, key=key, called="")
        return Mail(source, key, file, self.options)

    def _places(self) -> list[tuple[int, int]]:
        """Where each mail stands, the line above it included."""
        starts: list[int] = []
        at, blank = 0, True
        with self.file.reading(), self.file.open() as stream:
            for line in stream:
                if blank and line.startswith(_BEGINS):
                    starts.append(at)
                blank = line in (b"\n", b"\r\n")
                at += len(line)
        return list(zip(starts, [*starts[1:], at], strict=True))
