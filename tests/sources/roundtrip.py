"""Opening one file, and copying it through tables and documents as a mask that changes nothing would."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
from hypothesis import settings

from piiscan.model.finding import Incomplete
from piiscan.sources import ReadOptions, open_targets, write_document, write_table
from piiscan.sources.formats.doubtful import Doubtful
from piiscan.sources.formats.embedded import UnfoldedContainer

steady = settings(deadline=None)
"""For properties that write files: disks do not answer in the same time twice."""

Mask = Callable[[pl.DataFrame], pl.DataFrame]


def opened(path: Path, **options: object):
    """The only table, document or gap behind a path, whatever is doubtful in its text."""
    [only] = open_targets([str(path)], ReadOptions(**options))
    return inner(only)


def inner(item):
    """What is opened, without what stands around it for the sake of its strings, or of a doubt."""
    item = item.container if isinstance(item, UnfoldedContainer) else item
    return item.opened if isinstance(item, Doubtful) else item


def read(table) -> pl.DataFrame:
    return pl.concat(table.batches())


def copied(content: bytes, name: str, mask: Mask = lambda frame: frame, **options: object) -> bytes:
    """What a file of this content becomes when it is read, masked and written."""
    with tempfile.TemporaryDirectory() as folder:
        source, destination = Path(folder, name), Path(folder, "out", name)
        source.write_bytes(content)
        data = opened(source, **options)
        assert not isinstance(data, Incomplete), data.reason
        if hasattr(data, "batches"):
            write_table(data, map(mask, data.batches()), destination)
        else:
            write_document(data, data.parts(), destination)
        return destination.read_bytes()


def content_read(content: bytes, name: str, **options: object) -> pl.DataFrame:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, name)
        source.write_bytes(content)
        return read(opened(source, **options))
