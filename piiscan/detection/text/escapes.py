"""Texts with their escapes undone: `zhang%40example.com` in a URL, `\\u5f20` in a JSON string, `&#24352;` in a page.

A log writes one value in as many ways as the formats that it passed through. RFC 3986 section 2.1 gives percent-encoded
octets (read as UTF-8; others are left as they are), RFC 8259 section 7 gives `\\uXXXX`, a UTF-16 code unit each, HTML
section 13.5 the names of characters, and CommonMark 0.31 section 2.4 the backslash before punctuation, of which those
marks are undone that stand in addresses and numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import unescape

import polars as pl
import regex

from piiscan.model.span import Span

__all__ = ["as_escaped", "plain", "unescaped"]

_CODED = r"(?:%[0-9A-Fa-f]{2})+|(?:\\+u[0-9A-Fa-f]{4})+"
_NAMED = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_MARK = r"\\[-._@+]"
_ESCAPES = f"{_CODED}|{_NAMED}|{_MARK}"
_run = regex.compile(_ESCAPES)
_unit = regex.compile(r"%(?P<octet>[0-9A-Fa-f]{2})|\\+u(?P<code>[0-9A-Fa-f]{4})")


def plain(texts: pl.Series) -> pl.Series:
    """The texts (String, no nulls) with their escapes undone; same length."""
    escaped = texts.str.contains(_ESCAPES).arg_true()
    if escaped.is_empty():
        return texts
    return texts.clone().scatter(escaped, [unescaped(text)[0] for text in texts.gather(escaped)])


def unescaped(text: str) -> tuple[str, Sequence[int] | None]:
    """One text with its escapes undone, and where each of its code points began in the text as given.

    The offsets have one entry more than the plain text: the length of the text as given. None where nothing was undone.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for run in _run.finditer(text):
        if (decoded := _decoded(run)) is None:
            continue
        chars, starts = decoded
        pieces += text[done : run.start()], chars
        offsets += *range(done, run.start()), *starts
        done = run.end()
    if not done:
        return text, None
    return "".join((*pieces, text[done:])), [*offsets, *range(done, len(text) + 1)]


def as_escaped(text: str, plain: str, spans: Sequence[Span]) -> list[Span]:
    """Spans of the plain text as spans of the text as given: an escape is covered whole."""
    offsets = None if text == plain else unescaped(text)[1]
    if offsets is None:
        return list(spans)
    return [replace(span, start=offsets[span.start], end=offsets[span.end]) for span in spans]


def _decoded(run: regex.Match[str]) -> tuple[str, list[int]] | None:
    """The characters of a run of escapes, and where each begins; None for what no text is written as."""
    if run[0][0] == "&":
        named = unescape(run[0])
        return (named, [run.start()]) if len(named) == 1 else None
    units = list(_unit.finditer(run[0]))
    return _in_units(run.start(), units) if units else (run[0][1:], [run.start()])


def _in_units(start: int, units: Sequence[regex.Match[str]]) -> tuple[str, list[int]] | None:
    octets = units[0]["octet"] is not None
    coding = "utf-8" if octets else "utf-16-be"
    try:
        chars = bytes.fromhex("".join(unit["octet"] or unit["code"] for unit in units)).decode(coding)
    except UnicodeDecodeError:
        return None
    starts, at = [], 0
    for char in chars:
        starts.append(start + units[at].start())
        at += len(char.encode(coding)) // (1 if octets else 2)
    return chars, starts
