"""Word documents (Office Open XML, ECMA-376 part 1): read as pages of HTML, which have all that a copy may keep.

What the document shows in the end (insertions taken, deletions left out) is texts and tables. All else, such as
hidden text, comments, revisions, fields, properties and the names of those who wrote, is scanned and dropped.
"""

from __future__ import annotations

from zipfile import BadZipFile

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.html.page import HtmlPage
from piiscan.sources.formats.html.tables import shapes
from piiscan.sources.formats.word.document import Word
from piiscan.sources.formats.word.layer import WordPage
from piiscan.sources.formats.workbook.faults import DAMAGED, readable
from piiscan.sources.formats.workbook.package import Package
from piiscan.sources.formats.workbook.xlsx.relations import relations
from piiscan.sources.layers import decoded
from piiscan.sources.options import ReadOptions

_SIGN = b"word/document"


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> Word | None:
    """None for every other zip file. Raises SourceUnreadable, for presentations too: their texts stand in pieces."""
    try:
        package = Package(file)
    except (BadZipFile, NotImplementedError, SourceUnreadable) as failure:
        if _SIGN not in head:
            return None
        if isinstance(failure, SourceUnreadable):
            raise
        raise SourceUnreadable(file.source, f"a document that is {DAMAGED}") from None
    with readable(file, file.source):
        main = [relation.target for relation in relations(package, "") if relation.kind == "officeDocument"]
    if main and main[0].lower().startswith("ppt/"):
        raise SourceUnreadable(file.source, "a presentation, which is not read: save it as .pdf")
    if not main or not main[0].lower().startswith("word/"):
        return None
    layer = WordPage(package, main[0])
    page = decoded(file, layer)
    return Word(HtmlPage(file.source, file.key, "docx", page, shapes(page)), file, package, layer.own, options)
