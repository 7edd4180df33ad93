"""What the pages of a PDF draw, as lines. Only this module knows pypdfium2; it is a program, which `apart` runs."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from time import process_time
from typing import Any, NamedTuple

_PASSWORD = 4
"""What pdfium says of a file that it cannot decrypt."""

_FULL = 0.8
"""Share of the longest line of a page from which a line was ended by the margin, and not by who wrote it."""

_WIDE = 20
"""Characters of the longest line from which the lines of a page are no list of short entries."""

_COMPLETE = 11
"""Digits of a number that is taken to end where its line does, as those in the last column of a table do."""

_IMAGE = 3
_HYPHEN = str.maketrans({"\x02": "-", "\ufffe": "-"})
_LETTER = re.compile(r"[A-Za-z]")
_HEAD, _TAIL = re.compile(r"[0-9]*"), re.compile(r"[0-9]*\Z")
_AROUND = 24


class Unopened(Exception):
    """Why a file cannot be read. The message holds nothing of it."""


class Page(NamedTuple):
    """One page: its text as lines, and what numbers would be if they went on behind the ends of lines; whether it
    draws pictures, or anything; and what could not be read of it."""

    number: int
    lines: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    pictures: bool = False
    drawn: bool = False
    undecoded: bool = False
    failed: bool = False


def pages(data: bytes) -> Iterator[Page]:
    """All pages, with their notes and fields as they look. Raises Unopened."""
    from pypdfium2 import PdfiumError  # type: ignore[import-untyped, import-not-found, unused-ignore]

    with _document(data) as pdf:
        for number in range(len(pdf)):
            try:
                yield _page(pdf, number)
            except PdfiumError:
                yield Page(number + 1, (), failed=True)


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and contents of what is attached; nothing of what cannot be read. Raises Unopened."""
    from pypdfium2 import PdfiumError

    with _document(data) as pdf:
        for number in range(pdf.count_attachments()):
            attached = pdf.get_attachment(number)
            try:
                content = bytes(attached.get_data())
            except PdfiumError:
                content = b""
            yield attached.get_name(), content


@contextmanager
def _document(data: bytes) -> Iterator[Any]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        pdf = PdfDocument(data)
    except PdfiumError as failure:
        encrypted = failure.err_code == _PASSWORD
        reason = "is encrypted: decrypt it, and scan what comes out" if encrypted else "damaged, or cut short"
        raise Unopened(reason) from None
    try:
        yield pdf
    finally:
        pdf.close()


def _page(pdf: Any, number: int) -> Page:
    from pypdfium2 import raw

    page = pdf.get_page(number)
    if raw.FPDFPage_GetAnnotCount(page):
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = pdf.get_page(number)
    kinds = {drawn.type for drawn in page.get_objects()}
    text, undecoded = _text(page)
    page.close()
    lines = [line.strip().replace("\0", "") for line in text.splitlines() if line.strip("\0 \t")]
    return Page(number + 1, tuple(_whole(lines)), tuple(_numbers(lines)), _IMAGE in kinds, bool(kinds), undecoded)


def _text(page: Any) -> tuple[str, bool]:
    """All characters of the page, and whether some have no meaning but their form."""
    from pypdfium2 import raw

    text = page.get_textpage()
    places = range(text.count_chars())
    codes = [raw.FPDFText_GetUnicode(text, place) for place in places]
    unknown = any(raw.FPDFText_HasUnicodeMapError(text, place) == 1 for place in places)
    text.close()
    said = "".join(map(chr, codes)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return said.translate(_HYPHEN), unknown or "\0" in said


def _whole(lines: list[str]) -> Iterator[str]:
    """The lines, joined where the margin has ended one: a name or number may go on behind it."""
    longest = max(map(len, lines), default=0)
    whole = ""
    for line, after in pairwise([*lines, ""]):
        whole += line
        full = after and longest >= _WIDE and len(line) >= _FULL * longest
        if full and (max(_digits(line, after)) < _COMPLETE or not min(_digits(line, after))):
            whole += " " if _LETTER.match(line[-1]) or _LETTER.match(after[0]) else ""
        else:
            yield f"{whole}\n"
            whole = ""


def _numbers(lines: list[str]) -> Iterator[str]:
    return (f"{line[-_AROUND:]}{after[:_AROUND]}\n" for line, after in pairwise(lines) if min(_digits(line, after)))


def _digits(line: str, after: str) -> tuple[int, int]:
    """How many digits stand before the end of a line, and behind it."""
    tail, head = _TAIL.search(line), _HEAD.match(after)
    return (len(tail[0]) if tail else 0, len(head[0]) if head else 0)


def _run(what: str) -> None:
    """From standard input to a line of JSON for each page or attachment, and the seconds that all took; a string says
    why there is none."""
    data = sys.stdin.buffer.read()
    try:
        for found in pages(data) if what == "pages" else _coded(attachments(data)):
            print(json.dumps(found))
        print(process_time())
    except Unopened as failure:
        print(json.dumps(str(failure)))


def _coded(attached: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    return ((name, b64encode(content).decode()) for name, content in attached)


if __name__ == "__main__":
    _run(sys.argv[1])
