"""A document that is made anew from a page: paragraphs, headings, tables, bold and italics, and no other part."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from piiscan.sources.spool import blocks as in_blocks

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MACROS = "application/vnd.ms-word"
PLAIN = f"{_WORD}.document.main+xml"
TYPES = (
    PLAIN,
    f"{_WORD}.template.main+xml",
    f"{_MACROS}.document.macroEnabled.main+xml",
    f"{_MACROS}.template.macroEnabledTemplate.main+xml",
)
"""What a document says it is: programs open one that says otherwise than its suffix only under protest."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6".split())
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES, _ROWS, _CELLS = ("table", "fieldset"), ("tr", "ul"), ("td", "th", "li")


def written(page: Iterator[bytes], kind: str) -> Iterator[bytes]:
    """The bytes of a document of this content type."""
    with tempfile.TemporaryFile() as whole:
        with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
            for name, text in _described(kind).items():
                archive.writestr(_member(name), _HEAD + text)
            with archive.open(_member("word/document.xml"), "w", force_zip64=True) as part:
                _write(page, part)
        whole.seek(0)
        yield from in_blocks(whole)


def _write(page: Iterator[bytes], part: IO[bytes]) -> None:
    part.write(f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>'.encode())
    decoder, writer = codecs.getincrementaldecoder("utf-8")("strict"), _Writer()
    for block in page:
        writer.feed(decoder.decode(block))
        part.write(writer.taken())
    writer.close()
    part.write(writer.taken() + b"<w:sectPr/></w:body></w:document>")


class _Writer(HTMLParser):
    """Takes what a masked page has, and of that what a document can have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._xml: list[str] = []
        self._paragraph = False
        self._open: list[str] = []
        self._set = {"b": 0, "i": 0}
        self._row_begun = True

    def taken(self) -> bytes:
        xml, self._xml = "".join(self._xml), []
        return xml.encode()

    def close(self) -> None:
        super().close()
        self._end_paragraph()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._set:
            self._set[tag] += 1
        elif tag == "br":
            self._begin_paragraph("p")
            self._xml.append("<w:r><w:br/></w:r>")
        elif tag in _PARAGRAPHS:
            self._end_paragraph()
            self._begin_paragraph(tag)
        elif tag in _TABLES:
            self._end_paragraph()
            self._begin_table(tag)
        elif tag in _ROWS:
            self._row_begun = False
        elif tag in _CELLS:
            self._begin_cell(tag, dict(attrs).get("colspan") or "1")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._set:
            self._set[tag] = max(0, self._set[tag] - 1)
        elif tag in _PARAGRAPHS:
            self._end_paragraph()
        elif tag in _TABLES:
            self._xml.append("</w:tbl><w:p/>")
        elif tag in _ROWS and self._row_begun:
            self._xml.append("</w:tr>")
        elif tag in _CELLS:
            self._end_paragraph()
            self._xml.append("<w:p/></w:tc>" if self._cell_is_empty() else "</w:tc>")

    def handle_data(self, data: str) -> None:
        if not self._paragraph and not data.strip():
            return
        self._begin_paragraph("p")
        settings = "".join(f"<w:{tag}/>" for tag, depth in self._set.items() if depth)
        said = escape(data).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        self._xml.append(f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>')

    def _begin_table(self, tag: str) -> None:
        form = '<w:tblDescription w:val="form"/>' if tag == "fieldset" else ""
        self._xml.append(f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>{form}</w:tblPr><w:tblGrid/>")

    def _begin_cell(self, tag: str, columns: str) -> None:
        if not self._row_begun:
            self._xml.append("<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if tag == "th" else ""))
            self._row_begun = True
        span = f'<w:gridSpan w:val="{columns}"/>' if columns.isdigit() and int(columns) > 1 else ""
        self._xml.append(f"<w:tc><w:tcPr>{span}</w:tcPr>")

    def _cell_is_empty(self) -> bool:
        return self._xml[-1].endswith("</w:tcPr>")

    def _begin_paragraph(self, tag: str) -> None:
        if not self._paragraph:
            self._xml.append("<w:p>" + (_heading(int(tag[1])) if tag != "p" else ""))
            self._paragraph = True

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self._xml.append("</w:p>")
            self._paragraph = False


def _heading(level: int) -> str:
    """Programs that have no such style show its level all the same."""
    return f'<w:pPr><w:pStyle w:val="Heading{level}"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'


def _described(kind: str) -> dict[str, str]:
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    }


def _member(name: str) -> ZipInfo:
    """Of no time, no user and no system."""
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    return info
