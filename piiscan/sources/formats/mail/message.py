"""A mail as a container: its header, its bodies and attachments, and a text of all else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import COMMENT, Item
from piiscan.sources.allowance import MEMBERS
from piiscan.sources.files import SourceFile, member_file
from piiscan.sources.formats import text
from piiscan.sources.formats.decoding import in_utf8
from piiscan.sources.formats.doubtful import with_doubt
from piiscan.sources.formats.mail.header import Field, charset, fields, file_name
from piiscan.sources.formats.mail.taking_apart import beside, content, fault, leaves, message_in
from piiscan.sources.formats.mail.writing import Written, write
from piiscan.sources.lines import Lines
from piiscan.sources.options import ReadOptions
from piiscan.sources.targets import shown
from piiscan.sources.writing import Masked

HEADER, DROPPED = "(header)", "(dropped)"
SHOWN = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date")
"""Fields that a copy has, masked."""

_SHOWN = frozenset(name.lower() for name in SHOWN)


class Opened(NamedTuple):
    """A leaf as it was opened; `name` is empty for a body."""

    part: Message
    name: str
    item: Item


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. Its copy has the same parts; those of which no copy is written are left out."""

    source: str
    key: str
    file: SourceFile
    options: ReadOptions
    format: str = "eml"

    def members(self) -> Iterator[Item]:
        message = message_in(self.file)
        if (header := self._header(message)).lines:
            yield header
        faults: dict[str, None] = {}
        names: dict[int, str] = {}
        for opened in self._opened(message):
            yield opened.item
            if opened.name:
                names[id(opened.part)] = opened.name
        for part in message.walk():
            faults |= {reason: None for reason in [fault(part)] if reason}
            if any(field.doubtful for field in fields(part)):
                faults["a header holds bytes of an encoding that it does not name"] = None
        yield from (Incomplete(self.source, reason) for reason in faults)
        if lines := tuple(beside(message, names, _SHOWN)):
            yield Lines(*self._called(DROPPED), COMMENT, lines)

    def write(self, masked: Masked, stream: BinaryIO) -> None:
        """A new mail: masked header, bodies and attachments, and nothing else."""
        message = message_in(self.file)
        header = self._header(message)
        lines = [line for part in masked(header) for line in part] if header.lines else []
        named = [field.name for field in self._shown(message)]
        write(message, Written(named, lines), [(o.part, o.name, o.item) for o in self._opened(message)], masked, stream)

    def _header(self, message: Message) -> Lines:
        return Lines(*self._called(HEADER), self.format, tuple(field.line for field in self._shown(message)))

    def _shown(self, message: Message) -> list[Field]:
        return [field for field in fields(message) if field.name.lower() in _SHOWN]

    def _opened(self, message: Message) -> Iterator[Opened]:
        taken = {HEADER: 1, DROPPED: 1}
        for part in leaves(message):
            name = file_name(part)
            if not name and not content(part).strip():
                continue
            called = self.options.naming.name(name, f"{self.source}!") if name else _of_body(part)
            called = _free(called, taken)
            yield Opened(part, called if name or _is_mail(part) else "", self._item(part, called, not name))

    def _item(self, part: Message, called: str, unnamed: bool) -> Item:
        from piiscan.sources.formats import recognise  # the formats, mails among them, are what it knows

        source = f"{self.source}!{shown(called)}"
        if not self.file.allowance.admits(source):
            return Incomplete(source, f"the file holds more than {MEMBERS:,} parts: it is not read")
        try:
            file = self._file(part, called, source)
            options = self._options(part, file)
            if unnamed and part.get_content_type() == "text/plain" and file.stamp.size:
                file = in_utf8(file, file.head(), options)
                return with_doubt(text.recognise(file, file.head(), options), file)
            return recognise(file, options)
        except SourceUnreadable as failure:
            return Incomplete(failure.source, failure.reason)

    def _file(self, part: Message, called: str, source: str) -> SourceFile:
        suffix = ".html" if part.get_content_type() == "text/html" and "." not in called else ""
        key = f"{self.key}!{called}"
        return member_file(self.file, lambda: iter([content(part)]), source=source, key=key, called=called + suffix)

    def _options(self, part: Message, file: SourceFile) -> ReadOptions:
        """With the encoding that a text says it is in, if it can be."""
        declared = charset(part.get_content_charset()) if part.get_content_maintype() == "text" else None
        if declared is None or file.key in self.options.encodings:
            return self.options
        try:
            with file.open() as stream:
                stream.read().decode(declared)
        except UnicodeError:
            return self.options
        return replace(self.options, encodings={**self.options.encodings, file.key: declared})

    def _called(self, member: str) -> tuple[str, str]:
        return f"{self.source}!{member}", f"{self.key}!{member}"


def _is_mail(part: Message) -> bool:
    return part.get_content_maintype() == "message"


def _of_body(part: Message) -> str:
    if _is_mail(part):
        return "message.eml"
    return "(text)" if part.get_content_type() == "text/plain" else f"({shown(part.get_content_subtype())[:40]})"


def _free(name: str, taken: dict[str, int]) -> str:
    """The name, with a number where another part is called so; `taken` says how far each name was counted."""
    path, number, free = PurePosixPath(name), taken.get(name, 0), name
    while free in taken:
        number += 1
        free = f"{path.stem} {number}{path.suffix}" if path.suffix else f"{name} {number}"
    taken |= {name: max(number, 1), free: 1}
    return free
