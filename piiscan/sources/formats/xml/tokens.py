"""XML in tokens: tags, texts, comments, instructions. All together are the file, byte for byte.

Expat reads the file once before, so what is taken apart here is well-formed and declares no entities.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import LONGEST
from piiscan.sources.spool import blocks

_TOKEN = re.compile(
    r"""(?sx) <[^\s<>/!?"'=]++>[^<]*+</[^>]++>          # an element that holds a text only
    | [^<]++ | </[^>]++> | <[^!?/<](?:[^>"']++|"[^"]*+"|'[^']*+')*+>
    | <!--.*?--> | <!\[CDATA\[.*?\]\]> | <\?.*?\?> | <!D(?:[^>"']++|"[^"]*+"|'[^']*+')*+>
    | <                                                # any of these, cut short
    """
)
_NAME = re.compile(r"[^\s/>]+")
_ATTRIBUTE = re.compile(r"([^\s=/<]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_TO_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_TO_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "'": "&#39;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class NotXml(Exception):
    """Not well-formed. The message holds nothing that was read."""


class Refused(Exception):
    """Well-formed so far, but with declarations that are never followed."""


class Attribute(NamedTuple):
    """Where its value stands in the tag, within the quotes; and the value as text."""

    name: str
    start: int
    end: int
    value: str


def require_well_formed(file: SourceFile) -> None:
    """Read the whole file once. Raises NotXml, Refused."""
    parser = expat.ParserCreate("UTF-8")
    parser.StartDoctypeDeclHandler = _refuse_subset
    parser.EntityDeclHandler = _refuse_entities
    try:
        with file.reading(), file.open() as stream:
            for block in blocks(stream):
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except expat.ExpatError as broken:
        raise NotXml(f"not well-formed XML at line {broken.lineno}") from None


def tokens(file: SourceFile) -> Iterator[list[str]]:
    """The tokens in order, many at a time. Raises SourceUnreadable for one that is longer than LONGEST."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with file.reading(), file.open() as stream:
        rest = ""
        for block in blocks(stream):
            found = _TOKEN.findall(rest + decoder.decode(block))
            cut = _whole(found)
            rest = "".join(found[cut:])
            if len(rest) > LONGEST:
                raise SourceUnreadable(file.source, f"a text or tag is longer than {LONGEST >> 20} MiB")
            yield found[:cut]
        yield _TOKEN.findall(rest)


def _whole(found: list[str]) -> int:
    """How many tokens cannot go on in the next block."""
    if "<" in found:
        return found.index("<")
    return len(found) - 1 if found and found[-1][0] != "<" else len(found)


def is_text(token: str) -> bool:
    return token[0] != "<" or token.startswith("<![CDATA[")


def is_aside(token: str) -> bool:
    """A comment, an instruction or the document type."""
    return token[0] == "<" and token[1] in "!?" and not token.startswith("<![CDATA[")


def name_of(tag: str) -> str:
    """The name in a start tag, or of an element that begins with one."""
    found = _NAME.match(tag, 1)
    assert found is not None
    return found[0]


def attributes(tag: str) -> list[Attribute]:
    return (
        [
            Attribute(found[1], found.start(2) + 1, found.end(2) - 1, decoded(found[2][1:-1]))
            for found in _ATTRIBUTE.finditer(tag)
        ]
        if "=" in tag
        else []
    )


def text_of(token: str) -> str:
    """What a text or CDATA section says."""
    return token[9:-3] if token.startswith("<![CDATA[") else decoded(token)


def decoded(text: str) -> str:
    """A text with its character references resolved."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def as_text(value: str) -> str:
    return _printable(value).translate(_TO_TEXT)


def as_attribute(value: str) -> str:
    return _printable(value).translate(_TO_ATTRIBUTE)


def as_cdata(value: str) -> str:
    return "<![CDATA[" + _printable(value).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _printable(value: str) -> str:
    """Raises ValueError for characters that no XML can hold."""
    if _FORBIDDEN.search(value):
        raise ValueError
    return value


def _character(reference: re.Match[str]) -> str:
    hexadecimal, decimal, named = reference.groups()
    if named:
        return _NAMED[named]
    return chr(int(hexadecimal, 16) if hexadecimal else int(decimal))


def _refuse_subset(name: str, system: str | None, public: str | None, subset: bool) -> None:
    if subset:
        raise Refused("has a document type with declarations of its own, which are never followed: remove them")


def _refuse_entities(*declaration: object) -> None:
    raise Refused("declares entities, which are never resolved: remove them")
