"""The text of a JSON document, of which no more is held than a record takes."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from typing import BinaryIO

from piiscan.errors import SourceUnreadable
from piiscan.sources.formats.decoding import HOLDS_NUL, LONGEST
from piiscan.sources.formats.json.values import NotJson, Value, decode

VALUES = 3_000_000
"""Values in one record, about: each takes 200 bytes of memory, however few it has in the file."""

_BLOCK = 4 << 20
_BLANK = re.compile(r"[ \t\n\r]*")


class Window:
    """Moves on over a stream of UTF-8. What was passed stays until it is taken.

    Every method raises UnicodeDecodeError, and SourceUnreadable for what takes more than LONGEST characters or VALUES.
    """

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self._stream, self._source = stream, source
        self._decoder = getincrementaldecoder("utf-8")()
        self._text, self._taken, self._at, self._ended = "", 0, 0, False

    def comes(self, mark: str) -> bool:
        """Whether that is what follows on blanks, which are passed; an empty mark is the end."""
        while (at := after_blank(self._text, self._at)) == len(self._text) and self._more():
            pass
        self._at = at = after_blank(self._text, self._at)
        return self._text.startswith(mark, at) if mark else at == len(self._text)

    def pass_over(self, mark: str) -> None:
        self._at += len(mark)

    def take(self) -> str:
        """All that was passed since the last time."""
        passed, self._taken = self._text[self._taken : self._at], self._at
        return passed

    def value(self) -> Value:
        """The value that follows, which is passed. Raises NotJson."""
        while True:
            try:
                value, end = decode(self._text, self._at)
                whole = end < len(self._text)
            except NotJson:
                if not self._more():
                    raise
                continue
            if whole or not self._more():
                self._at = end
                return value

    def whole(self) -> str:
        """What is left, at once."""
        text = self._text[self._taken :] + self._decoder.decode(self._stream.read(), True)
        self._refuse(text)
        return text

    def _more(self) -> bool:
        """Read on, twice as much each time that it is for one value. False at the end."""
        if self._ended:
            return False
        kept = self._text[self._taken :]
        if len(kept) > LONGEST:
            raise SourceUnreadable(self._source, f"a value in its array is longer than {LONGEST >> 20} MiB")
        block = self._stream.read(max(_BLOCK, len(kept)))
        self._ended = not block
        self._text = kept + self._decoder.decode(block, self._ended)
        self._at, self._taken = self._at - self._taken, 0
        self._refuse(self._text)
        return not self._ended

    def _refuse(self, text: str) -> None:
        if "\0" in text:
            raise SourceUnreadable(self._source, HOLDS_NUL)
        if text.count(",") > VALUES:
            raise SourceUnreadable(self._source, f"a record of more than {VALUES:,} values")


def after_blank(text: str, start: int) -> int:
    blank = _BLANK.match(text, start)
    assert blank is not None
    return blank.end()
