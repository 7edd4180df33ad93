"""Where the members of a zip archive lie: each in a place of its own, under a header that agrees with the list.

Members that overlap are how a zip bomb of 10 MB holds 281 TB (Fifield, WOOT 2019). Bytes that belong to no member
are what other programs would read, and the list does not name.
"""

from __future__ import annotations

from struct import Struct
from typing import BinaryIO, NamedTuple

from piiscan.sources.allowance import MEMBERS
from piiscan.sources.formats.archives.zip.directory import Directory, Listed

_HEADER = Struct("<4s5H3L2H")
_WIDE = 0xFFFFFFFF
_DESCRIBED_BEHIND = 1 << 3

DISAGREES = "its own header is not what the list of members says"


class Laid(NamedTuple):
    """A member, and where its packed bytes begin; or why they are not to be trusted."""

    listed: Listed
    start: int
    problem: str | None = None

    @property
    def stop(self) -> int:
        return self.start + self.listed.packed


class Layout(NamedTuple):
    """Members in the order of the list, and what belongs to none of them."""

    members: tuple[Laid, ...]
    gaps: tuple[str, ...]


def laid_out(stream: BinaryIO, directory: Directory) -> Layout:
    laid = [_laid(stream, member) for member in directory.members]
    if len(laid) > MEMBERS:
        return Layout(tuple(laid), ())
    problems: dict[int, str] = {}
    unclaimed = done = 0
    for place in sorted(range(len(laid)), key=lambda i: laid[i].listed.start):
        member = laid[place]
        if member.listed.start < done or member.stop > directory.start:
            problems[place] = "lies over other parts of the archive, as in a zip bomb"
        unclaimed += max(0, member.listed.start - done)
        done = max(done, member.stop + _descriptor(stream, member))
    unclaimed += max(0, directory.start - done)
    members = [one._replace(problem=one.problem or problems.get(i)) for i, one in enumerate(laid)]
    return Layout(
        tuple(members), (f"{unclaimed} bytes belong to none of its members: they are not read",) * (unclaimed > 0)
    )


def _laid(stream: BinaryIO, listed: Listed) -> Laid:
    stream.seek(min(listed.start, 1 << 62))
    raw = stream.read(_HEADER.size)
    if len(raw) < _HEADER.size or not raw.startswith(b"PK\x03\x04"):
        return Laid(listed, listed.start, "its own header is missing")
    _, _, flags, method, _, _, crc, packed, size, name, extra = _HEADER.unpack(raw)
    start = listed.start + _HEADER.size + name + extra
    agrees = (flags & 1, method, stream.read(name)) == (listed.flags & 1, listed.method, listed.raw_name)
    if not flags & _DESCRIBED_BEHIND:
        agrees &= crc == listed.crc and packed in (listed.packed, _WIDE) and size in (listed.size, _WIDE)
    return Laid(listed, start, None if agrees else DISAGREES)


def _descriptor(stream: BinaryIO, member: Laid) -> int:
    """Bytes of the data descriptor behind a member: its checksum and sizes, with or without a signature."""
    if not member.listed.flags & _DESCRIBED_BEHIND:
        return 0
    stream.seek(min(member.stop, 1 << 62))
    behind = stream.read(24)
    for width in (8, 4):
        numbers = ((member.listed.crc, 4), (member.listed.packed, width), (member.listed.size, width))
        if any(number >> 8 * size for number, size in numbers):
            continue
        said = b"".join(number.to_bytes(size, "little") for number, size in numbers)
        for signature in (b"PK\x07\x08", b""):
            if behind.startswith(signature + said):
                return len(signature + said)
    return 0
