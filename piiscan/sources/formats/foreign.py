"""Archives, compressions and documents that are not read: they are named, so that nobody takes them for damaged."""

from __future__ import annotations

import re

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.options import ReadOptions

KINDS = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"MSCF\0\0\0\0": "a cabinet archive",
    b"!<arch>\n": "an ar archive",
    b"070701": "a cpio archive",
    b"070707": "a cpio archive",
    b"\x1f\x9d": "a file packed by compress (.Z)",
    b"\x04\x22\x4d\x18": "a file packed by lz4",
    b"LZIP\x01": "a file packed by lzip",
    b"\xff\x06\0\0sNaPpY": "a file packed by Snappy",
    b"PK\x07\x08PK\x03\x04": "one part of a zip archive of several",
    b"PK00PK\x03\x04": "one part of a zip archive of several",
}
"""First bytes -> what it is."""

DOCUMENTS = {
    rb"\A{\\rtf": "an RTF document",
    rb"\APK.{28}mimetypeapplication/vnd\.oasis\.opendocument\.(?!spreadsheet)": "an OpenDocument text or presentation",
}
"""How they begin -> what it is: their texts stand in pieces and codes, which would pass for nobody's."""


def refuse(file: SourceFile, head: bytes, options: ReadOptions) -> None:
    """Raise SourceUnreadable for what is known and not read."""
    for start, kind in DOCUMENTS.items():
        if re.match(start, head, re.DOTALL):
            raise SourceUnreadable(file.source, f"{kind}, which is not read: save it as .docx or .pdf")
    for magic, kind in KINDS.items():
        if head.startswith(magic):
            raise SourceUnreadable(file.source, f"{kind}, which is not read: unpack it, and scan what comes out")
