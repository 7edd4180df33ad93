"""What the header of a mail says, decoded (RFC 2047, RFC 2231), whatever program wrote it."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from pathlib import PurePosixPath
from typing import NamedTuple

from piiscan.sources.formats.archives.names import text_of

_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949"}
"""What programs write under the names of older and smaller sets of characters."""

_UNSURE = frozenset(["ascii", "iso8859-1"])
"""What programs write that do not know."""


_MECHANICAL = re.compile(
    r"""(?ix) mime-version:\ 1\.0 | content-transfer-encoding:\ (?:7bit|8bit|binary|quoted-printable|base64)
    | content-type:\ (?:multipart/[a-z]{1,12};\ boundary="=_piiscan_[0-9]{1,5}" | application/octet-stream
    | text/[a-z]{1,20}(?:;\ charset="?([\w-]{1,20})"?)?)"""
)
_ATTACHED = re.compile(r"""attachment; filename(?:="?([^"]*)"?|\*=utf-8''[\w%.-]*)""")


class Field(NamedTuple):
    """One line of a header; `doubtful` tells that it holds bytes of no declared encoding that are not UTF-8."""

    name: str
    value: str
    doubtful: bool = False

    @property
    def line(self) -> str:
        return f"{self.name}: {self.value}\n"


def fields(part: Message) -> Iterator[Field]:
    """The header of a mail, or of a part of one, in its order."""
    for name, raw in part.raw_items():
        value, doubtful = _decoded(str(raw))
        yield Field(_unescaped(name)[0], " ".join(value.split()), doubtful)


def file_name(part: Message) -> str:
    """What an attachment is called, without folders; empty where it has no name."""
    named = part.get_filename("")
    return PurePosixPath(" ".join(_decoded(named)[0].replace("\\", "/").split())).name if named else ""


def parameters(part: Message) -> Iterator[str]:
    """The parameters that RFC 2231 writes in pieces or in another encoding, as they are meant."""
    for header in ("content-type", "content-disposition"):
        for _, value in part.get_params(failobj=[], header=header):
            if isinstance(value, tuple):
                yield " ".join(_decoded(collapse_rfc2231_value(value))[0].split())


def says_nothing(field: Field, name: str | None) -> bool:
    """Whether a field is one that every copy has; `name` is what the part is called, if it has a file name."""
    if field.name.lower() == "content-disposition" and name is not None:
        found = _ATTACHED.fullmatch(field.value)
        return found is not None and (found[1] is None or found[1] == name)
    said = _MECHANICAL.fullmatch(field.line.strip())
    return said is not None and (said[1] is None or charset(said[1]) is not None)


def charset(declared: str | None) -> str | None:
    """The encoding that a part says it is in, or the wider one that is meant; None: it does not say."""
    try:
        found = codecs.lookup((declared or "").strip())
    except (LookupError, ValueError):
        return None
    return None if found.name in _UNSURE or not found._is_text_encoding else _SUPERSETS.get(found.name, found.name)


def _decoded(raw: str) -> tuple[str, bool]:
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, binascii.Error, ValueError):
        return _unescaped(raw)[0], True
    said = [_piece(piece, declared) for piece, declared in pieces]
    return "".join(text for text, _ in said), any(doubtful for _, doubtful in said)


def _piece(piece: str | bytes, declared: str | None) -> tuple[str, bool]:
    if isinstance(piece, str):
        return _unescaped(piece)
    known = charset((declared or "").partition("*")[0])
    try:
        return piece.decode(known or "utf-8"), False
    except UnicodeError:
        return _unescaped(piece.decode("ascii", "surrogateescape"))


def _unescaped(raw: str) -> tuple[str, bool]:
    """Bytes that are not ASCII are UTF-8 today (RFC 6532), and were anything before."""
    octets = raw.encode("utf-8", "surrogateescape")
    try:
        return octets.decode(), False
    except UnicodeDecodeError:
        return text_of(octets), True
