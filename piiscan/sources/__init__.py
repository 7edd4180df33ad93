"""Where data comes from and goes to: a target becomes Tables or Documents; masked copies are written back.

Formats are told by content, not by suffix. What cannot be read to its end is said so, never skipped in silence.
"""

from __future__ import annotations

from piiscan.sources.atomic import replacing, write_all
from piiscan.sources.exposure import exposure
from piiscan.sources.formats.compressed import compression_of
from piiscan.sources.formats.decoding import encoding_of, text_encodings
from piiscan.sources.frame import FrameTable, frame_table
from piiscan.sources.opening import alone, open_targets, units, unlooked
from piiscan.sources.options import ReadOptions
from piiscan.sources.writing import refusal, write_container, write_document, write_table

__all__ = [
    "FrameTable",
    "ReadOptions",
    "alone",
    "compression_of",
    "encoding_of",
    "exposure",
    "frame_table",
    "open_targets",
    "refusal",
    "replacing",
    "text_encodings",
    "units",
    "unlooked",
    "write_all",
    "write_container",
    "write_document",
    "write_table",
]
