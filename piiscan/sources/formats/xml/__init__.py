"""XML: what repeats is a table, what does not is one row more, and comments are a text.

Declarations of entities are refused, nothing external is ever read, and a masked copy keeps every byte that no
mask has changed.
"""

from __future__ import annotations

import re

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import decode_head
from piiscan.sources.formats.xml.document import XmlFile
from piiscan.sources.formats.xml.tokens import NotXml, Refused, require_well_formed
from piiscan.sources.formats.xml.tree import survey
from piiscan.sources.options import ReadOptions

_OPENING = re.compile(r"\s*(?:<\?xml[\s?]|<!DOCTYPE\s|<!--|<[A-Za-z_][^<>]*>)")
_HTML = re.compile(r"(?i)(?:\s|<\?.*?\?>|<!--.*?-->)*<(?:!doctype\s+)?html[\s>]", re.DOTALL)


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> XmlFile | None:
    """A text that only looks like XML is left to other formats, unless it says that it is XML."""
    text = decode_head(file, head)
    if not _OPENING.match(text) or _HTML.match(text):
        return None
    try:
        require_well_formed(file)
    except Refused as refused:
        raise SourceUnreadable(file.source, str(refused)) from None
    except NotXml as broken:
        if text.startswith("<?xml") or file.suffix == ".xml":
            raise SourceUnreadable(file.source, str(broken)) from None
        return None
    return XmlFile(file.source, file.key, "xml", file, survey(file))
