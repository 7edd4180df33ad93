"""The list of members at the end of a zip archive (APPNOTE 4.3.12 to 4.3.16)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from struct import Struct
from typing import BinaryIO, NamedTuple

from piiscan.errors import SourceUnreadable
from piiscan.sources.allowance import MEMBERS
from piiscan.sources.formats.archives.names import text_of

_END = Struct("<4s4H2LH")
_LOCATOR = Struct("<4sLQL")
_END_64 = Struct("<4sQ2H2L4Q")
_MEMBER = Struct("<4s6H3L5H2L")
_FIELD = Struct("<2H")
_LONGEST_COMMENT = 0xFFFF
_IN_EXTRA, _ZIP64, _UNICODE_NAME = 0xFFFFFFFF, 0x0001, 0x7075
_UTF_8 = 1 << 11
_UNIX = (3, 19)

CUT_SHORT = "cut short, or damaged: the list of its members is missing"


class Listed(NamedTuple):
    """A member as the list has it; `start` is where its own header stands."""

    raw_name: bytes
    name: str
    comment: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int
    mode: int


class Directory(NamedTuple):
    """All members in the order of the list; where the list begins; what else there is."""

    members: tuple[Listed, ...]
    start: int
    comment: str
    gaps: tuple[str, ...]


class _End(NamedTuple):
    listed: int
    size: int
    start: int
    stop: int
    comment: bytes
    trailing: int


def listed(stream: BinaryIO, source: str) -> Directory:
    """The list. At most one member more than may be read. Raises SourceUnreadable where it is damaged."""
    end = _end(stream, source)
    members = tuple(_members(stream, end, source))
    gaps = [f"{end.trailing} bytes follow on its end: they are not read"] if end.trailing else []
    if end.start + end.size != end.stop:
        gaps.append("bytes stand between the list of its members and its end: they are not read")
    if len(members) != end.listed and len(members) <= MEMBERS:
        gaps.append("lists another number of members than it says it has")
    return Directory(members, end.start, text_of(end.comment), tuple(gaps))


def _end(stream: BinaryIO, source: str) -> _End:
    total = stream.seek(0, 2)
    tail_start = max(0, total - _END.size - _LONGEST_COMMENT)
    stream.seek(tail_start)
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06", 0, len(tail) - _END.size + 4)
    if at < 0:
        raise SourceUnreadable(source, CUT_SHORT)
    _, disk, first_disk, _, count, size, start, length = _END.unpack_from(tail, at)
    comment = tail[at + _END.size :][:length]
    trailing = len(tail) - at - _END.size - length
    stop = tail_start + at
    if trailing < 0:
        raise SourceUnreadable(source, CUT_SHORT)
    if disk or first_disk not in (0, 0xFFFF):
        raise SourceUnreadable(source, "one part of a zip archive of several: put them together")
    if stop >= _LOCATOR.size:
        stream.seek(stop - _LOCATOR.size)
        magic, _, record, _ = _LOCATOR.unpack(stream.read(_LOCATOR.size))
        if magic == b"PK\x06\x07":
            count, size, start = _end_64(stream, record, source)
            stop = record
    return _End(count, size, start, stop, comment, trailing)


def _end_64(stream: BinaryIO, record: int, source: str) -> tuple[int, int, int]:
    stream.seek(min(record, 1 << 62))
    raw = stream.read(_END_64.size)
    if len(raw) < _END_64.size or not raw.startswith(b"PK\x06\x06"):
        raise SourceUnreadable(source, CUT_SHORT)
    *_, count, size, start = _END_64.unpack(raw)
    return count, size, start


def _members(stream: BinaryIO, end: _End, source: str) -> Iterator[Listed]:
    stream.seek(min(end.start, 1 << 62))
    left = end.size
    for _ in range(MEMBERS + 1):
        if left <= 0:
            return
        raw = stream.read(_MEMBER.size)
        if len(raw) < _MEMBER.size or not raw.startswith(b"PK\x01\x02"):
            raise SourceUnreadable(source, CUT_SHORT)
        fields = _MEMBER.unpack(raw)
        lengths = fields[10:13]
        variable = stream.read(sum(lengths))
        if len(variable) < sum(lengths):
            raise SourceUnreadable(source, CUT_SHORT)
        left -= _MEMBER.size + len(variable)
        yield _listed(fields, *_split(variable, *lengths))


def _split(variable: bytes, name: int, extra: int, comment: int) -> tuple[bytes, bytes, bytes]:
    return variable[:name], variable[name : name + extra], variable[name + extra :]


def _listed(fields: tuple[int, ...], raw_name: bytes, extra: bytes, comment: bytes) -> Listed:
    _, made_by, _, flags, method, _, _, crc, packed, size, *_, attributes, start = fields
    extras = _extras(extra)
    size, packed, start = _wide(extras.get(_ZIP64, b""), size, packed, start)
    mode = attributes >> 16 if made_by >> 8 in _UNIX else 0
    name = _unicode_name(extras.get(_UNICODE_NAME, b""), raw_name) or text_of(raw_name)
    return Listed(raw_name, name, text_of(comment), flags, method, crc, packed, size, start, mode)


def _extras(raw: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 0
    while at + _FIELD.size <= len(raw):
        kind, length = _FIELD.unpack_from(raw, at)
        found.setdefault(kind, raw[at + _FIELD.size :][:length])
        at += _FIELD.size + length
    return found


def _wide(extra: bytes, *numbers: int) -> tuple[int, int, int]:
    """Numbers of 64 bits stand in the extra field, those and only those that do not fit in their places."""
    wide = []
    for number in numbers:
        if number == _IN_EXTRA and len(extra) >= 8:
            number, extra = int.from_bytes(extra[:8], "little"), extra[8:]
        wide.append(number)
    size, packed, start = wide
    return size, packed, start


def _unicode_name(extra: bytes, raw_name: bytes) -> str | None:
    """The name of the Info-ZIP extra field, if it belongs to the name that stands in the list."""
    if len(extra) < 5 or extra[1:5] != zlib.crc32(raw_name).to_bytes(4, "little"):
        return None
    try:
        return extra[5:].decode()
    except UnicodeDecodeError:
        return None
