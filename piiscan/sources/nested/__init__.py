"""Nested columns: their leaves become columns, named by their paths, and masked leaves become nested columns again.

Parquet, Arrow, Avro, ORC and frames in memory share this room. Structure that leaves do not show (a null
against an empty list, a struct that is null) is taken from the source, which is read again beside the masked rows.
"""

from __future__ import annotations

from piiscan.sources.nested.nesting import Nesting
from piiscan.sources.nested.shape import TooDeep

__all__ = ["Nesting", "TooDeep"]
