"""The objects of a PDF as they stand in the file, whatever the last table of them lists: nothing is ever erased there.

A stream is told by what it holds. Pictures, fonts and colours say nothing that could be read here.
"""

from __future__ import annotations

import base64
import re
import zlib

from piiscan.sources.allowance import FLOOR
from piiscan.sources.formats.decoding import LONGEST

_STREAM = re.compile(rb">>\s*stream\r?\n")
_FILTER = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_NAME = re.compile(rb"/(\w+)")
_DRAWN = re.compile(
    rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType)|/Type\s*/XRef"
    rb"|/(?:Length1|Length2|FunctionType|ShadingType|PatternType|CMapName)\b|/N\s+[134]\b",
)
BEGIN_TEXT, END_TEXT = re.compile(rb"\bBT\s"), re.compile(rb"\bET\b")
_PROGRAM = re.compile(rb"(?:\A|\s)(?:BT|Tj|TJ|re|cm|Do|begincmap)(?:\s|\Z)")
_FILE = re.compile(rb"PK\x03\x04|%PDF-|\xd0\xcf\x11\xe0|\x1f\x8b\x08|PAR1")
_ENCRYPTED = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")


class Streams:
    """`skeleton` is the file without its streams, `packed` are the streams of objects, `programs` those that draw,
    `texts` those that are texts, `files` those that are attached. `endless` tells of one but a file that is longer than
    LONGEST, and of all together unpacking to more than FLOOR: pdfium takes thirty times as much memory to draw."""

    def __init__(self, data: bytes) -> None:
        self.packed: list[bytes] = []
        self.programs: list[bytes] = []
        self.texts: list[bytes] = []
        self.files: list[bytes] = []
        self.gaps: list[str] = []
        self.endless = False
        self._left = FLOOR
        self._skeleton: list[bytes] = []
        if _ENCRYPTED.search(data):
            self.gaps.append("is encrypted: only the text of its pages was read; decrypt it, and scan what comes out")
        else:
            self._take(data)

    @property
    def skeleton(self) -> bytes:
        return b"\n".join(self._skeleton)

    def _take(self, data: bytes) -> None:
        at = 0
        while found := _STREAM.search(data, at):
            self._skeleton.append(data[at : found.start() + 2])
            end = data.find(b"endstream", found.end())
            end = len(data) if end < 0 else end
            begun = max(data.rfind(b"obj", at, found.start()), at)
            self._sort(data[begun : found.start() + 2], data[found.end() : end])
            at = end
        self._skeleton.append(data[at:])

    def _sort(self, dictionary: bytes, coded: bytes) -> None:
        kind = b"ObjStm" in dictionary or b"EmbeddedFile" in dictionary or b"/Metadata" in dictionary
        if not kind and _DRAWN.search(dictionary):
            return
        try:
            content = self._decoded(dictionary, coded)
        except ValueError:
            if kind:
                self.gaps.append("a part of it is packed in a way that is not read, or damaged")
            return
        file = b"EmbeddedFile" in dictionary or bool(_FILE.match(content))
        self.endless |= len(content) > LONGEST and not file
        if b"ObjStm" in dictionary:
            self.packed.append(content)
        elif file:
            self.files.append(content)
        elif BEGIN_TEXT.search(content) and END_TEXT.search(content):
            self.programs.append(content)
        elif not _PROGRAM.search(content[:65536]) and _is_text(content):
            self.texts.append(content)

    def _decoded(self, dictionary: bytes, coded: bytes) -> bytes:
        """Raises ValueError."""
        found = _FILTER.search(dictionary)
        for name in _NAME.findall(found[1] or found[2]) if found else ():
            if name in (b"FlateDecode", b"Fl"):
                coded = self._inflated(coded)
            elif name in (b"ASCII85Decode", b"A85"):
                coded = base64.a85decode(coded.strip().removesuffix(b"~>"))
            elif name in (b"ASCIIHexDecode", b"AHx"):
                coded = bytes.fromhex(coded.partition(b">")[0].decode("ascii"))
            else:
                raise ValueError
        return coded

    def _inflated(self, coded: bytes) -> bytes:
        try:
            content = zlib.decompressobj().decompress(coded, self._left)
        except zlib.error:
            raise ValueError from None
        self._left -= len(content)
        if self._left <= 0:
            self.endless = True
            raise ValueError
        return content


def _is_text(content: bytes) -> bool:
    printable = sum(octet >= 32 or octet in b"\t\r\n" for octet in content[:4096])
    return bool(content.strip()) and b"\0" not in content[:4096] and printable > 0.95 * len(content[:4096])
