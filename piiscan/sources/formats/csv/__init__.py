"""Delimited text: CSV, TSV and their kin (modelled on RFC 4180), read as text, never as numbers or dates.

`sniff` tells the layout by the first rows. `survey` then reads every byte: a file whose rows all have the same
number of fields, one kind of line end, and quotes only where they belong is `regular`, and Polars reads it.
Any other is `ragged`: Python's csv module reads it, and nothing of it is cut, padded or lost.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.opening import Delimited, opened_as
from piiscan.sources.formats.csv.sniff import LOG, sniff
from piiscan.sources.formats.decoding import BOM, decode_head
from piiscan.sources.options import ReadOptions

HEAD = 4 << 20
"""Bytes looked at where the usual number of them holds hardly a line: headers of thousands of columns are long."""

_FEW = 20


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> Delimited | None:
    head = _more(file, head)
    suffix = LOG if LOG in PurePath(file.called.lower()).suffixes else file.suffix  # app.log.1
    layout = sniff(decode_head(file, head), len(head) == file.stamp.size, suffix, options)
    if layout is None:
        return None
    return opened_as(replace(layout, mark="\ufeff" + layout.mark) if head.startswith(BOM) else layout, file)


def _more(file: SourceFile, head: bytes) -> bytes:
    if len(head) == file.stamp.size or head.count(b"\n") + head.count(b"\r") >= _FEW:
        return head
    with file.reading(), file.open() as stream:
        longer = stream.read(HEAD)
    return longer if len(longer) == file.stamp.size else longer[: max(longer.rfind(b"\n"), longer.rfind(b"\r")) + 1]
