"""HTML: the tables of a page, the texts around them, and a text of all else: attributes, comments, scripts.

A masked copy has the tables and texts, masked, and of the markup what can hold no data (`vocabulary`). All else is
scanned and dropped: values stand in addresses and scripts that work only as they are.
"""

from __future__ import annotations

import re

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import decode_head
from piiscan.sources.formats.html.page import HtmlPage
from piiscan.sources.formats.html.tables import shapes
from piiscan.sources.options import ReadOptions

_PAGE = re.compile(r"(?is)(?:\s|<\?.*?\?>|<!--.*?-->)*<(?:!doctype\s+html|html)[\s>]")
_SUFFIXED = re.compile(r"(?s).*<[A-Za-z!]")


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> HtmlPage | None:
    text = decode_head(file, head)
    named = file.suffix in (".html", ".htm") and _SUFFIXED.match(text)
    if not named and not _PAGE.match(text):
        return None
    return HtmlPage(file.source, file.key, "html", file, shapes(file))
