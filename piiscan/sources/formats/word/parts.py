"""The parts of a document that it does not show: those with text, embedded files, and those that cannot be read.

The rest is what programs write for themselves: themes, fonts, settings of a printer, a small picture of the first page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.sources.formats.word.told import comment
from piiscan.sources.formats.workbook.package import Package
from piiscan.sources.formats.workbook.xlsx.relations import relations_in

_OF_A_PROGRAM = re.compile(
    r"(?i)\[content_types\]\.xml|docprops/thumbnail\..*|word/(?:theme/.*|fonttable\.xml|fonts/.*|printersettings/.*)"
)
_MARKUP = re.compile(r"(?i).*\.(?:xml|vml)")
_RELATIONS = re.compile(r"(?i).*\.rels")
_EMBEDDED = re.compile(r"(?i).*/embeddings/.*|.*/afchunk[^/]*|.*\.(?:x?html?|mht|mhtml|txt|rtf|docx|xlsx)")
_UNREAD = {
    r"(?i).*/vbaproject.*\.bin": "macros, which are not read",
    r"(?i).*/media/.*|.*\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|svg)": "a picture, which is not read",
}
_OTHER = "a part of a kind that is not read"


def with_text(package: Package, own: tuple[str, ...]) -> Iterator[str]:
    """Parts of XML."""
    return (part for part in _others(package, own) if _MARKUP.fullmatch(part))


def targets(package: Package) -> Iterator[str]:
    """What lies outside, as comments of a page: links, templates. Nothing of it is ever opened."""
    for part in filter(_RELATIONS.fullmatch, package.names):
        yield from (comment(relation.target) for relation in relations_in(package, part, "") if relation.external)


def embedded(package: Package, own: tuple[str, ...]) -> list[str]:
    """Files within the file."""
    return [part for part in _rest(package, own) if _EMBEDDED.fullmatch(part)]


def unread(package: Package, own: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Parts that cannot be read, each with the reason."""
    for part in _rest(package, own):
        if not _EMBEDDED.fullmatch(part):
            yield part, next((reason for form, reason in _UNREAD.items() if re.fullmatch(form, part)), _OTHER)


def _rest(package: Package, own: tuple[str, ...]) -> Iterator[str]:
    return (part for part in _others(package, own) if not _MARKUP.fullmatch(part) and not _RELATIONS.fullmatch(part))


def _others(package: Package, own: tuple[str, ...]) -> list[str]:
    mine = {part.lower() for part in own}
    return sorted(name for name in package.names if name.lower() not in mine and not _OF_A_PROGRAM.fullmatch(name))
