"""A mail that is made anew from masked parts.

All contents are in Base64, so no boundary can stand in them; there is no date, number or name of a program in it.
"""

from __future__ import annotations

import re
import tempfile
from base64 import encodebytes
from collections.abc import Iterator, Mapping, Sequence
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.policy import compat32
from itertools import count
from typing import BinaryIO, NamedTuple, TypeGuard

from piiscan.model.finding import Incomplete
from piiscan.model.table import Container, Document, Item, Table
from piiscan.sources.atomic import write_all
from piiscan.sources.files import FromFile
from piiscan.sources.formats.decoding import encoding_of
from piiscan.sources.formats.mail.taking_apart import inner, is_folder
from piiscan.sources.writing import Masked, refusal, write_into

_KINDS = frozenset(["mixed", "alternative", "related", "digest", "parallel"])
_SUBTYPE = re.compile(r"[a-z]{1,20}")


class Written(NamedTuple):
    """The names of the fields of a header, and their masked lines."""

    names: Sequence[str]
    lines: Sequence[str]

    def items(self) -> Iterator[tuple[str, str]]:
        for name, line in zip(self.names, self.lines, strict=True):
            yield name, " ".join(line.removeprefix(f"{name}:").split())


def write(
    message: Message,
    header: Written,
    opened: Sequence[tuple[Message, str, Item]],
    masked: Masked,
    stream: BinaryIO,
) -> None:
    """Write the mail. Raises OutputFailed, SourceUnreadable."""
    parts = {id(part): _leaf(part, name, item, masked) for part, name, item in opened if _is_copied(item)}
    new = _again(message, parts, count()) or Message(compat32)
    for name, value in header.items():
        new[name] = Header(value, "utf-8" if not value.isascii() else "us-ascii", maxlinelen=900).encode()
    new["MIME-Version"] = "1.0"
    with tempfile.TemporaryFile() as plain:
        BytesGenerator(plain, mangle_from_=False, maxheaderlen=0).flatten(new)
        plain.seek(0)
        while block := plain.read(1 << 20):
            write_all(stream, block)


def _again(part: Message, leaves: Mapping[int, Message], number: Iterator[int]) -> Message | None:
    """The part with what has a copy of the parts in it; None if nothing has."""
    if not is_folder(part):
        return leaves.get(id(part))
    boundary = f"=_piiscan_{next(number)}"
    copies = [copy for below in inner(part) if (copy := _again(below, leaves, number)) is not None]
    if not copies:
        return None
    subtype = part.get_content_subtype()
    new = Message(compat32)
    new.add_header("Content-Type", f"multipart/{subtype if subtype in _KINDS else 'mixed'}", boundary=boundary)
    for copy in copies:
        new.attach(copy)
    return new


def _leaf(part: Message, name: str, item: Table | Document | Container, masked: Masked) -> Message:
    new = Message(compat32)
    if name:
        new["Content-Type"] = "application/octet-stream"
        new.add_header("Content-Disposition", "attachment", filename=name if name.isascii() else ("utf-8", "", name))
    else:
        encoding = encoding_of(item.file) if isinstance(item, FromFile) else None
        new.add_header("Content-Type", _type(part), charset=encoding or "utf-8")
    with tempfile.TemporaryFile(buffering=0) as copy:
        write_into(item, masked, copy)
        copy.seek(0)
        new["Content-Transfer-Encoding"] = "base64"
        new.set_payload(encodebytes(copy.read()).decode("ascii"))
    return new


def _type(part: Message) -> str:
    subtype = part.get_content_subtype()
    known = part.get_content_maintype() == "text" and _SUBTYPE.fullmatch(subtype)
    return f"text/{subtype}" if known else "text/plain"


def _is_copied(item: Item) -> TypeGuard[Table | Document | Container]:
    return not isinstance(item, Incomplete) and not (isinstance(item, Container) and refusal(item) is not None)
