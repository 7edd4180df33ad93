"""The copies, searched again once they are written: nothing that had to go stands in them, and nothing else went."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from piiscan.errors import OutputFailed
from piiscan.model.finding import Incomplete
from piiscan.model.table import Container, Document, Table
from piiscan.pipeline.opening import opened
from piiscan.pipeline.removing.copying import Copied
from piiscan.pipeline.removing.looking import Looked, look
from piiscan.sources import ReadOptions, text_encodings
from piiscan.verbs.departing import Departing

__all__ = ["refuse_unclean"]


def refuse_unclean(done: Copied, departing: Departing, options: ReadOptions) -> None:
    """Raise OutputFailed where a copy holds what had to go, or has other rows than those that stay."""
    for place, item, looks in done.written:
        _refuse(place, item, looks, departing, options)


def _refuse(
    place: Path, item: Table | Document | Container, looks: list[Looked], departing: Departing, options: ReadOptions
) -> None:
    encoding = text_encodings([item]).get(item.key, options.encoding)
    plain = replace(options, include=(), exclude=(), encoding=encoding)
    rows = 0
    for leaf in opened(str(place), plain):
        if isinstance(leaf, Incomplete):
            raise OutputFailed(f"{item.source}: its copy cannot be searched: {leaf.reason}")
        found = look(leaf, departing, item.key + leaf.key.removeprefix(place.name))
        if found.touched:
            raise OutputFailed(f"{item.source}: its copy still holds what had to go")
        rows += len(found.gone) if isinstance(leaf, Table) else 0
    if rows != sum(int((~each.gone).sum()) for each in looks if isinstance(each.item, Table)):
        raise OutputFailed(f"{item.source}: its copy has other rows than those that stay: did it change meanwhile?")
