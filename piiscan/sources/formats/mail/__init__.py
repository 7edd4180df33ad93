"""Mails (RFC 5322; MIME: RFC 2045 to 2049) and mailboxes (RFC 4155), told by the header that they begin with.

A mail is a folder of its bodies and attachments, which are opened as files are; its header is a text, and whatever
else it holds another one, of which no copy is written.
"""

from __future__ import annotations

import re

from piiscan.errors import SourceUnreadable
from piiscan.sources.allowance import DEEPEST, TOO_DEEP
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.mail.mailbox import Mailbox
from piiscan.sources.formats.mail.message import Mail
from piiscan.sources.options import ReadOptions

_HEADER = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_NAME = re.compile(rb"(?m)^([!-9;-~]+):")
_MAILBOX = re.compile(rb"From [^\n]*\d{4}[^\n]*\n")
_TELLING = frozenset(b"from to cc subject date message-id received return-path mime-version content-type".split())
_OF_ANY = frozenset(b"date message-id received mime-version".split())
"""Names one of which every program that sends mails writes, and hardly a text does."""

_SUFFIXES = (".eml", ".mht", ".mhtml")


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> Mail | Mailbox | None:
    """None for a text that merely begins with words and colons. Raises SourceUnreadable for one too deep in others."""
    envelope = _MAILBOX.match(head)
    header = _HEADER.match(head, envelope.end() if envelope else 0)
    if header is None or not _tells(header[0], file.suffix):
        return None
    if file.depth == DEEPEST:
        raise SourceUnreadable(file.source, TOO_DEEP)
    return (Mailbox if envelope else Mail)(file.source, file.key, file, options)


def _tells(header: bytes, suffix: str) -> bool:
    names = {name.lower() for name in _NAME.findall(header)}
    known = len(names & _TELLING)
    return known >= 3 and bool(names & _OF_ANY) if suffix not in _SUFFIXES else known >= 1
