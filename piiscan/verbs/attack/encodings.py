"""The twelve ways in which a value may be written by a program that lets it slip, each of them undone.

Undoing is done once for a text, and is the same for one identifier and for a million: what comes out is looked up.
Texts may be octets that were read as Latin-1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import polars as pl

from piiscan.detection.text.escapes import plain

__all__ = ["UNDONE", "hex_digests"]

Undo = Callable[[pl.Series], pl.Series]
"""Texts (String without nulls) -> what may stand in them, in no order and of any number."""

_DIGEST = r"(?i)(?-u:\b)(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?-u:\b)"
_HEX = r"(?i)(?:[0-9a-f]{2}){6,}"
_BASE64 = r"[0-9A-Za-z+/_-]{8,}={0,2}"
_UTF_16 = {"utf-16-le": r"(?:[ -~]\x00){6,}", "utf-16-be": r"(?:\x00[ -~]){6,}"}


def hex_digests(texts: pl.Series) -> pl.Series:
    """Everything that is as long as an MD5, SHA-1 or SHA-256 in hex, in lower case."""
    return _found(texts, _DIGEST).str.to_lowercase()


def _as_it_is(texts: pl.Series) -> pl.Series:
    return texts


def _wide(encoding: str) -> Undo:
    def undo(texts: pl.Series) -> pl.Series:
        return _found(texts, _UTF_16[encoding]).str.replace_all("\x00", "", literal=True)

    return undo


def _gb18030(texts: pl.Series) -> pl.Series:
    """Octets that stand as Latin-1; full-width digits and Han are two or four of them."""
    odd = texts.filter(texts.str.contains(r"[\x80-\xff]{2}"))
    return odd.map_elements(_recoded, return_dtype=pl.String) if len(odd) else odd


def _recoded(text: str) -> str:
    return text.encode("latin-1", "replace").decode("gb18030", "replace")


def _base64(texts: pl.Series) -> pl.Series:
    """Of both alphabets, at every alignment: a value may begin anywhere among the encoded octets."""
    runs = _found(texts, _BASE64).str.replace_many(["-", "_"], ["+", "/"]).str.strip_chars("=")
    shifted = pl.concat([runs.str.slice(start) for start in range(4)])
    run, over = pl.col("run"), pl.col("run").str.len_bytes() % 4
    padded = pl.when(over == 2).then(run + "==").when(over == 3).then(run + "=").when(over == 0).then(run)
    whole = padded.fill_null(run.str.head(-1))
    return _text(shifted.to_frame("run").select(whole.str.decode("base64", strict=False)).to_series())


def _hex(texts: pl.Series) -> pl.Series:
    runs = _found(texts, _HEX)
    return _text(runs.to_frame("run").select(pl.col("run").str.decode("hex", strict=False)).to_series())


def _percent(texts: pl.Series) -> pl.Series:
    return plain(texts.filter(texts.str.contains("%[0-9A-Fa-f]{2}")))


def _escaped(texts: pl.Series) -> pl.Series:
    return plain(texts.filter(texts.str.contains(r"\\u[0-9A-Fa-f]{4}")))


def _bare(texts: pl.Series) -> pl.Series:
    """Without separators and mask characters."""
    return texts.str.replace_all(r"[ .()/_:*-]", "")


def _turned(texts: pl.Series) -> pl.Series:
    return texts.str.reverse()


def _case(texts: pl.Series) -> pl.Series:
    return texts.str.to_uppercase()


UNDONE: Mapping[str, Undo] = {
    "as it is": _as_it_is,
    "another case": _case,
    "without separators": _bare,
    "reversed": _turned,
    "utf-16-le": _wide("utf-16-le"),
    "utf-16-be": _wide("utf-16-be"),
    "gb18030": _gb18030,
    "base64": _base64,
    "hex": _hex,
    "percent": _percent,
    "\\u escapes": _escaped,
}
"""Eleven of the twelve; the twelfth, an unkeyed digest, is not undone but compared (`hex_digests`)."""


def _found(texts: pl.Series, pattern: str) -> pl.Series:
    listed = texts.to_frame("text").select(pl.col("text").str.extract_all(pattern)).to_series()
    return listed.explode().drop_nulls()


def _text(octets: pl.Series) -> pl.Series:
    """Octets as Latin-1, which every octet has a letter in, where they hold anything that may be an identifier."""
    some = [value.decode("latin-1") for value in octets.drop_nulls().unique()]
    return pl.Series(some, dtype=pl.String)
