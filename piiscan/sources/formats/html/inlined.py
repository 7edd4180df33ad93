"""The texts that attributes hold packed: `data:text/plain;base64,...` (RFC 2397)."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from urllib.parse import unquote_to_bytes

_PACKED = re.compile(r"(?i)\bdata:[^,\s]{0,200};\s*base64,([A-Za-z0-9+/_=%\s-]+)")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def unpacked(values: Iterable[str]) -> Iterator[str]:
    """What of them is text, in UTF-8; pictures and the like are none."""
    for value in values:
        for packed in _PACKED.finditer(value):
            digits = b"".join(unquote_to_bytes(packed[1]).translate(_URL_SAFE).split()).rstrip(b"=")
            try:
                yield b64decode(digits + b"=" * (-len(digits) % 4)).decode("utf-8")
            except ValueError:
                continue
