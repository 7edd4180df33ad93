"""A mail in parts, by the parser of the standard library; what it stumbles over is told."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from piiscan.errors import SourceUnreadable
from piiscan.sources.allowance import MEMBERS
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.mail.header import fields, parameters, says_nothing

LARGEST = 256 << 20
"""Bytes of the largest mail: it is held in memory."""

ENVELOPE = "From piiscan Thu Jan  1 00:00:00 1970"
"""The line above a mail in the copy of a mailbox."""

_DEEPEST = 50
"""Levels of parts in parts: to take them apart is recursive."""

_UUENCODED = re.compile(r"(?m)^begin [0-7]{3,4} \S.*\r?\nM")
_CODINGS = frozenset(
    ["", "7bit", "8bit", "binary", "quoted-printable", "base64", "x-uuencode", "uuencode", "uue", "x-uue"]
)
_REPORTS = frozenset(["message/delivery-status", "message/disposition-notification"])


def message_in(file: SourceFile) -> Message:
    """Raises SourceUnreadable."""
    if file.stamp.size > LARGEST:
        raise SourceUnreadable(file.source, f"a mail of more than {LARGEST >> 20} MiB")
    with file.reading(), file.open() as stream:
        try:
            message: Message = BytesParser(policy=compat32).parse(stream)
        except (RecursionError, ValueError, LookupError, TypeError):
            raise SourceUnreadable(file.source, "a mail that is damaged, or nested too deeply") from None
    _refuse_endless(file, message)
    return message


def _refuse_endless(file: SourceFile, message: Message) -> None:
    level, count = [message], 0
    for _ in range(_DEEPEST):
        level = [below for part in level for below in inner(part)]
        count += len(level)
    if level or count > MEMBERS:
        raise SourceUnreadable(file.source, f"more than {MEMBERS:,} parts, or {_DEEPEST} levels of them: not read")


def is_folder(part: Message) -> bool:
    """Whether a part only holds others."""
    return part.is_multipart() and part.get_content_maintype() == "multipart"


def inner(part: Message) -> list[Message]:
    """The parts in a part; those of a report or of a mail in a mail are mails."""
    payload = part.get_payload()
    return [below for below in payload if isinstance(below, Message)] if isinstance(payload, list) else []


def leaves(part: Message) -> Iterator[Message]:
    """The parts that are no folders, in order; a mail in a mail is one."""
    if is_folder(part):
        for below in inner(part):
            yield from leaves(below)
    elif part.get_content_type() not in _REPORTS:
        yield part


def content(part: Message) -> bytes:
    """The bytes of a leaf, decoded; of a mail in a mail all of it."""
    if part.is_multipart():
        whole = b"".join(below.as_bytes() for below in inner(part))
        return b64decode(whole) if _coding(part) == "base64" else whole
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def fault(part: Message) -> str | None:
    """What is wrong with a part, once it was decoded."""
    if part.get_content_type() == "multipart/encrypted":
        return "is encrypted: decrypt it, and scan what comes out"
    if not part.is_multipart() and _UUENCODED.search(str(part.get_payload())):
        return "a file is coded in the text of a body (uuencode), which is not read: save it by itself and scan it"
    if _coding(part) not in _CODINGS:
        return "a part of it is coded in a way that is not read"
    return "a part of it is damaged or cut short: what could be read of it was scanned" if part.defects else None


def _coding(part: Message) -> str:
    return str(part.get("content-transfer-encoding", "")).strip().lower()


def beside(part: Message, names: Mapping[int, str], shown: frozenset[str] = frozenset()) -> Iterator[str]:
    """The lines of all that is neither a leaf nor, at the top, a `shown` field of the header.

    `names` are what named leaves are called, by their id; what every copy says is left out.
    """
    name = names.get(id(part))
    yield from (
        field.line for field in fields(part) if field.name.lower() not in shown and not says_nothing(field, name)
    )
    yield from (f"{said}\n" for said in parameters(part) if said != name)
    envelope = part.get_unixfrom()
    texts = [None if envelope == ENVELOPE else envelope, part.preamble, part.epilogue]
    if part.defects and not part.is_multipart():
        texts.append(str(part.get_payload()))
    for text in filter(None, texts):
        octets = text.encode("utf-8", "surrogateescape")
        yield from (f"{line}\n" for line in octets.decode("utf-8", "replace").splitlines() if line.strip())
    if is_folder(part) or part.get_content_type() in _REPORTS:
        for below in inner(part):
            yield from beside(below, names)
