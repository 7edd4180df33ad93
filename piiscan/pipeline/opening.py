"""Whatever a caller calls data, as tables and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from typing import Literal

import polars as pl

from piiscan.detection.file_names import people
from piiscan.errors import SourceUnreadable, UsageError
from piiscan.model.finding import Incomplete
from piiscan.model.table import Container, Document, Item, Refuse, Table, leaves
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.naming import VeiledNames
from piiscan.pipeline.veiling import veil_columns
from piiscan.policy.policies import default_policy
from piiscan.sources import ReadOptions, frame_table, units, unlooked
from piiscan.sources.databases.server import location_of as server_location
from piiscan.sources.databases.urls import Location, is_url, located, without_scheme
from piiscan.sources.lakes.names import is_named
from piiscan.sources.spark.session import is_spark
from piiscan.sources.stores.store import looked_up
from piiscan.sources.stores.urls import StoreUrl, is_store, store_url
from piiscan.sources.units import Unit

Data = str | PathLike[str] | Sequence[str | PathLike[str]] | pl.DataFrame | pl.LazyFrame | object
"""A path, several, a Polars frame, or what exports an Arrow stream: of pyarrow, pandas, DuckDB."""

Engine = Literal["local", "spark"]
"""What reads the rows: this process, or executors of Spark."""

_TELLING_NAME = "its name holds personal data, which a copy would have, too: rename it in the source"

FRAME = "frame"
"""The key of data that is in memory."""


def opened(
    data: Data, options: ReadOptions, refuse: Refuse = lambda _: None
) -> Iterator[Table | Document | Incomplete]:
    """The tables and texts of the data, members of containers too: `files`, with what they hold."""
    naming = veiled_names()
    return parts(files(data, options, naming), naming, refuse)


def parts(
    items: Iterable[Item], naming: VeiledNames, refuse: Refuse = lambda _: None
) -> Iterator[Table | Document | Incomplete]:
    """The items and what they hold; columns whose names hold personal data have others."""
    for leaf in leaves(items, refuse):
        around, mark, inner = leaf.source.rpartition("!")
        if mark and naming.tells(inner):  # a sheet, say: its format had no other name to give it
            reason = leaf.reason if isinstance(leaf, Incomplete) else _TELLING_NAME
            yield Incomplete(f"{around}!{naming.name(inner, around + mark)}", reason)
        else:
            yield veil_columns(leaf, naming) if isinstance(leaf, Table) else leaf


def gap(item: Table | Document, failure: BaseException) -> Incomplete:
    """What is missing of an item where reading it failed so."""
    if isinstance(failure, SourceUnreadable):
        return Incomplete(failure.source, failure.reason)
    if isinstance(failure, TimeoutError):
        return Incomplete(item.source, "a pattern took too long over a text of it: it was not searched to its end")
    return Incomplete(item.source, "the reader failed on it: is the file damaged?")


def unread(item: Table | Document) -> Incomplete | None:
    """What is missing of an item that cannot be read to its end, if it cannot."""
    try:
        for _ in item.batches() if isinstance(item, Table) else item.parts():
            pass
    except (SourceUnreadable, pl.exceptions.PanicException) as failure:
        return gap(item, failure)
    return None


def veiled_names() -> VeiledNames:
    """For one run: it remembers what it has named."""
    detection = Detection(default_policy(), date.min, "off")
    return VeiledNames(lambda names: detection.engine.spans(names), people, detection.by_entity)


def files(data: Data, options: ReadOptions, naming: VeiledNames) -> Iterator[Item]:
    """Open the data, in an order that does not change. Raises UsageError for a target that does not exist."""
    return (item for unit in units_of(data, options, naming) for item in unit.open())


def units_of(data: Data, options: ReadOptions, naming: VeiledNames) -> Iterator[Unit]:
    """The same, before it is opened. Raises UsageError as `files` does."""
    if is_spark(data):  # it would come here as a whole
        raise UsageError("a DataFrame of Spark is scanned and masked, and nothing else")
    options = replace(options, naming=naming)
    if in_memory(data):
        return iter([unlooked(frame_table(data, FRAME))])  # type: ignore[arg-type]
    if isinstance(data, Container):
        return iter([unlooked(data)])
    return units(_targets(data), options)


def place_of(data: Data) -> Path | StoreUrl | None:
    """The path that the data is, or its place in a store; None in memory, on a server and in a catalogue."""
    if in_memory(data) or location_of(data):
        return None
    target = _target(data)
    if is_store(target):
        return store_url(target)
    return None if is_named(target) else path_of(data)


def location_of(data: Data) -> Location | None:
    """The database on a server that the data is, if it is one."""
    if isinstance(data, Container):
        return server_location(data)
    return located(url) if not in_memory(data) and is_url(url := _target(data)) else None


def is_one(data: Data) -> bool:
    """Whether the data is a frame, a file or an object, whose name may change when it is masked."""
    if in_memory(data):
        return True
    place = place_of(data)
    return looked_up(place) is not None if isinstance(place, StoreUrl) else place is not None and place.is_file()


def is_folder(data: Data) -> bool:
    """Whether copies of what lies there lie in a folder, too."""
    place = place_of(data)
    return not is_one(data) if isinstance(place, StoreUrl) else place is not None and place.is_dir()


def in_memory(data: Data) -> bool:
    """Whether the data is a frame or table of this process."""
    return isinstance(data, pl.DataFrame | pl.LazyFrame) or hasattr(data, "__arrow_c_stream__")


def path_of(data: Data) -> Path:
    """The one path that the data is."""
    return Path(without_scheme(_target(data)))


def _target(data: Data) -> str:
    if not isinstance(data, str | PathLike):
        raise UsageError(f"a path, a frame or an Arrow table is needed here, and not {type(data).__name__}")
    return fspath(data)


def _targets(data: Data) -> list[str]:
    several = data if isinstance(data, Sequence) and not isinstance(data, str) else [data]
    return [_target(target) for target in several]
