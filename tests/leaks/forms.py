"""The ways in which a value may be written by a program that lets it slip.

A form is looked for in one of three views of the searched bytes: `raw` as they are, `folded` with ASCII
letters in lower case, `bare` folded and without separators and mask characters.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from hashlib import md5, sha1, sha256
from urllib.parse import quote

SEPARATORS = b" -.()/_:*"
SHORTEST = 6  # bytes: whatever is shorter turns up by chance
_BARE = str.maketrans("", "", SEPARATORS.decode())
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

Form = Callable[[str], bytes]


def _encoded(encoding: str) -> Form:
    """The text in an encoding; nothing for texts that it cannot hold."""

    def encoded(text: str) -> bytes:
        try:
            return text.encode(encoding)
        except UnicodeEncodeError:
            return b""

    return encoded


def _lower(text: str) -> bytes:
    return text.lower().encode()


def _bare(text: str) -> bytes:
    return text.translate(_BARE).lower().encode()


def _first_and_last(text: str) -> bytes:
    bare = _bare(text)
    return bare[:6] + bare[-4:]


def _base64(offset: int) -> Form:
    """The characters that only the value decides when it starts at `offset` modulo 3 in the encoded bytes."""

    def encoded(text: str) -> bytes:
        data = text.encode()
        characters = b64encode(bytes(offset) + data)
        return characters[(offset * 8 + 5) // 6 : (offset + len(data)) * 8 // 6]

    return encoded


def _url_base64(offset: int) -> Form:
    return lambda text: _base64(offset)(text).replace(b"+", b"-").replace(b"/", b"_")


def _hex(text: str) -> bytes:
    return text.encode().hex().encode()


def _json(text: str) -> bytes:
    return json.dumps(text)[1:-1].lower().encode()


def _percent(text: str) -> bytes:
    return quote(text, safe="").lower().encode()


def _bytes_literal(text: str) -> bytes:
    return repr(text.encode())[2:-1].lower().encode()


def _character_references(text: str) -> bytes:
    return text.encode("ascii", "xmlcharrefreplace").lower()


def _int64(text: str) -> bytes:
    """A number of 10 to 18 digits in eight little-endian bytes; nothing for other values."""
    number = text.isascii() and text.isdigit() and 10 <= len(text) <= 18
    return int(text).to_bytes(8, "little") if number else b""


# A hash that is cut short still leads back: sixteen hexadecimal digits of it are looked for.
_DIGESTS: dict[str, Form] = {
    "md5": lambda text: md5(text.encode()).hexdigest()[:16].encode(),
    "md5, middle": lambda text: md5(text.encode()).hexdigest()[8:24].encode(),
    "sha1": lambda text: sha1(text.encode()).hexdigest()[:16].encode(),
    "sha256": lambda text: sha256(text.encode()).hexdigest()[:16].encode(),
}

# The first form of a view that writes a value in certain bytes gives these bytes their name.
FORMS: dict[str, dict[str, Form]] = {
    "raw": {
        "utf-8": str.encode,
        "utf-16-le": lambda text: text.encode("utf-16-le"),
        "utf-16-be": lambda text: text.encode("utf-16-be"),
        "utf-32-le": lambda text: text.encode("utf-32-le"),
        "utf-32-be": lambda text: text.encode("utf-32-be"),
        **{name: _encoded(name) for name in ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")},
        "reversed": lambda text: text[::-1].encode(),
        "full width": lambda text: text.translate(_FULL_WIDTH).encode(),
        "int64": _int64,
        **{f"base64 +{offset}": _base64(offset) for offset in range(3)},
        **{f"base64url +{offset}": _url_base64(offset) for offset in range(3)},
    },
    "folded": {
        "case": _lower,
        "url": _percent,
        "json": _json,
        "bytes literal": _bytes_literal,
        "character references": _character_references,
        **_DIGESTS,
    },
    "bare": {"separators": _bare, "hex": _hex},
}
PARTIAL_FORMS: dict[str, dict[str, Form]] = {"bare": {"first six and last four": _first_and_last}}


def written(values: Sequence[str], forms: dict[str, Form]) -> Iterator[tuple[str, list[bytes]]]:
    """For each form its name, and the byte strings of all values that are long enough in it."""
    for name, form in forms.items():
        yield name, [data for value in values if len(data := form(value)) >= SHORTEST]


def too_short(value: str) -> bool:
    return len(_bare(value)) < SHORTEST


def views(data: bytes) -> dict[str, bytes]:
    folded = data.lower()
    return {"raw": data, "folded": folded, "bare": folded.translate(None, SEPARATORS)}
