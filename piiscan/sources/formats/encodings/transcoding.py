"""Text in another encoding than UTF-8, read and written as a stream."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.layers import decoded


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """A layer: text in one of the encodings of Python's codecs. `source` is for messages."""

    name: str
    source: str

    def decode(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        decoder = codecs.getincrementaldecoder(self.name)("strict")
        read = 0
        try:
            for block in blocks:
                read += len(block)
                yield decoder.decode(block).encode()
            yield decoder.decode(b"", final=True).encode()
        except UnicodeDecodeError as failure:
            # What the decoder kept of earlier blocks stands before the last one in what it failed on.
            offset = read - len(failure.object) + failure.start
            raise SourceUnreadable(self.source, f"byte {offset} cannot be decoded as {self.name}") from None

    def encode(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        decoder, encoder = codecs.getincrementaldecoder("utf-8")("strict"), codecs.getincrementalencoder(self.name)()
        try:
            for block in blocks:
                yield encoder.encode(decoder.decode(block))
            yield encoder.encode("", final=True)
        except UnicodeEncodeError:
            raise OutputFailed(
                f"{self.source}: a masked value holds a character that the encoding of the file, {self.name}, does not"
                " have: let the plan write other characters, or convert the file to UTF-8 before it is scanned"
            ) from None


def transcoded(file: SourceFile, encoding: str) -> SourceFile:
    """The private copy of the file in UTF-8. Raises SourceUnreadable at the first byte that cannot be decoded."""
    return decoded(file, TextEncoding(encoding, file.source))
