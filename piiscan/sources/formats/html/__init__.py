"""HTML: the tables of a page, and a text of all else that it says: attributes, comments and scripts too.

A page is scanned completely, but no masked copy is written: values also stand in scripts, styles and addresses
that work only as they are, and a copy that keeps them would not be safe, one that masks them not the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import decode_head
from piiscan.sources.formats.html.parsing import said
from piiscan.sources.formats.html.tables import HtmlTable, Shape, shapes
from piiscan.sources.lines import in_parts
from piiscan.sources.options import ReadOptions

TEXT = "(text)"
_PAGE = re.compile(r"(?is)(?:\s|<\?.*?\?>|<!--.*?-->)*<(?:!doctype\s+html|html)[\s>]")
_SUFFIXED = re.compile(r"(?s).*<[A-Za-z!]")


@dataclass(frozen=True, slots=True)
class HtmlText:
    """Everything that stands in no cell of a table."""

    source: str
    key: str
    format: str
    file: SourceFile

    def parts(self) -> Iterator[pl.Series]:
        return in_parts(found for found in said(self.file) if isinstance(found, str))


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """One page. It has no `write`."""

    source: str
    key: str
    format: str
    file: SourceFile
    tables: dict[int, Shape]

    def members(self) -> Iterator[HtmlTable | HtmlText]:
        for number, shape in self.tables.items():
            name = f"table {number}"
            names, header = shape.names()
            yield HtmlTable(*self._called(name), name, "html", self.file, number, names, header)
        yield HtmlText(*self._called(TEXT), "html", self.file)

    def _called(self, member: str) -> tuple[str, str]:
        return f"{self.source}!{member}", f"{self.key}!{member}"


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> HtmlPage | None:
    text = decode_head(file, head)
    named = file.suffix in (".html", ".htm") and _SUFFIXED.match(text)
    if not named and not _PAGE.match(text):
        return None
    return HtmlPage(file.source, file.key, "html", file, shapes(file))
