"""The strings of a PDF (ISO 32000-2, 7.3.4 and 7.9.2), wherever in it they stand, as lines."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from html import unescape

from piiscan.sources.formats.archives.names import text_of
from piiscan.sources.formats.pdf.streams import BEGIN_TEXT, END_TEXT, Streams

_TOKEN = re.compile(rb"\\.|[()]|<<|<([0-9A-Fa-f\s]*+)>|%([^\r\n]*+)", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.DOTALL)
_MEANT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_MECHANICAL = re.compile(
    r"\W*|D:[0-9]{4,14}[-+Z0-9']*|[a-z]{2}-[A-Z]{2}|PDF-[0-9.]+|%EOF|Adobe|Identity|GB1|CNS1|Japan1|Korea1|UCS"
)


def texts(streams: Streams, drawn: str) -> Iterator[str]:
    """Lines of all strings and comments, and of all streams that are texts: metadata, scripts.

    Of those that draw a text only what is not `drawn` on any page, which is known: hidden notes, forgotten pages.
    """
    for raw in (streams.skeleton, *streams.packed):
        for string in _strings(raw):
            yield from _lines(_said(string))
    for content in streams.texts:
        yield from _lines(re.sub(r"[<>]", " ", unescape(_said(content))))
    known = "".join(drawn.split())
    for program in streams.programs:
        for block in BEGIN_TEXT.split(program)[1:]:
            said = _said(b"".join(_strings(END_TEXT.split(block, 1)[0])))
            if "".join(said.split()) not in known:
                yield from _lines(said)


def _lines(text: str) -> Iterator[str]:
    printable = sum(character.isprintable() or character in "\t\r\n" for character in text)
    if printable >= 0.8 * len(text):
        yield from (f"{line}\n" for line in text.splitlines() if not _MECHANICAL.fullmatch(line.strip()))


def _strings(raw: bytes) -> Iterator[bytes]:
    """Literal strings, hexadecimal ones, and comments."""
    depth = start = 0
    for token in _TOKEN.finditer(raw):
        mark = token[0]
        if mark == b"(":
            start = start if depth else token.end()
            depth += 1
        elif mark == b")" and depth:
            depth -= 1
            if not depth:
                yield _ESCAPE.sub(_character, raw[start : token.start()])
        elif not depth and token[1] is not None:
            digits = b"".join(token[1].split())
            yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        elif not depth and token[2] is not None:
            yield token[2]
    if depth:
        yield raw[start:]


def _character(escape: re.Match[bytes]) -> bytes:
    octal, line_end, other = escape.groups()
    if octal:
        return bytes([int(octal, 8) & 0xFF])
    return b"" if line_end else _MEANT.get(other, other)


def _said(raw: bytes) -> str:
    """As its byte order mark says, else UTF-8, GBK or Latin-1 (for PDFDocEncoding), whichever it can be first."""
    for mark, encoding in ((BOM_UTF16_BE, "utf-16-be"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF8, "utf-8")):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    text = text_of(raw)
    return raw.decode("latin-1") if text == raw.decode("cp437") else text
