"""Text in UTF-8 is looked at as a whole, and what is wrong in it is said by the line."""

from __future__ import annotations

from dataclasses import replace

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.encodings.utf8 import Fault, first_fault
from piiscan.sources.spool import BLOCK, blocks

_DOUBTS = {
    "misread": "characters that were lost or misread before the file was saved (mojibake) and cannot be recognised:"
    " export it again in its own encoding",
    "escape": "escape sequences of ISO 2022: name its encoding (--encoding iso2022_jp, iso2022_kr or another)",
}


def fault_of(file: SourceFile) -> Fault | None:
    """What is wrong with it. Raises SourceUnreadable if it changes meanwhile."""
    with file.reading(), file.open() as stream:
        return first_fault(blocks(stream))


def doubted(file: SourceFile, fault: Fault | None) -> SourceFile:
    """The file with the doubt that the fault raises, if there is one."""
    if fault is None:
        return file
    return replace(file, doubt=f"line {_line(file, fault.offset)} holds {_DOUBTS[fault.kind]}")


def _line(file: SourceFile, offset: int) -> int:
    """The number, from 1, of the line in which the byte at the offset stands."""
    lines = 1
    with file.open() as stream:
        while offset > 0 and (block := stream.read(min(BLOCK, offset))):
            lines += block.count(b"\n")
            offset -= len(block)
    return lines
