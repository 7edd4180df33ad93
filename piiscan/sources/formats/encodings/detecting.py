"""A file that is not UTF-8 becomes its copy in UTF-8, if one encoding is sure and holds to the last byte."""

from __future__ import annotations

import re
from collections.abc import Sequence

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.encodings.judging import Unsure, judge
from piiscan.sources.formats.encodings.sampling import sample
from piiscan.sources.formats.encodings.transcoding import transcoded
from piiscan.sources.spool import blocks

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
"""Bytes that no text holds; an old end of file (1A) and escapes (1B) may stand in it."""


def detected(file: SourceFile, head: bytes, offset: int) -> SourceFile:
    """The copy of a file whose byte at `offset` is not UTF-8. Raises SourceUnreadable where no encoding is sure."""
    unknown = f"byte {offset} is not valid UTF-8"
    if _CONTROLS.search(head):
        raise SourceUnreadable(file.source, f"{unknown}: an unknown binary format, or damaged")
    with file.reading(), file.open() as stream:
        cells = sample(blocks(stream))
    try:
        encodings = judge(cells)
    except Unsure as unsure:
        reason = f"{unknown}, and no other encoding is sure ({unsure} would fit): name it with --encoding"
        if unsure.encodings[0] == "utf-8":
            reason = f"{unknown}, though other lines are: damaged, or in two encodings (take it apart)"
        raise SourceUnreadable(file.source, reason) from None
    return _first_that_decodes(file, encodings)


def _first_that_decodes(file: SourceFile, encodings: Sequence[str]) -> SourceFile:
    """One sample can be the same text in several encodings, and the whole file valid in one only."""
    first, *others = encodings
    try:
        return transcoded(file, first)
    except SourceUnreadable as failure:
        if others:
            return _first_that_decodes(file, others)
        reason = f"reads as {first}, but {failure.reason}: damaged, or in another encoding (name it with --encoding)"
        raise SourceUnreadable(file.source, reason) from None
