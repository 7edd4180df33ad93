"""A finished copy into a store, under a prefix where nothing is: all of its files, or none.

Each object comes to be whole, with its last byte. The logs and metadata of tables come last, so that nobody sees a
table before its data are there. Where one object cannot be put, those before it are deleted again; only where this
process is killed meanwhile does a part of the copy stay, of whole files, and no table.
"""

from __future__ import annotations

from pathlib import Path

from piiscan.errors import DestinationRefused, OutputFailed, SourceUnreadable
from piiscan.sources.lakes.kinds import DELTA_LOG, METADATA, VERSION
from piiscan.sources.stores.store import Missing, delete, listed, looked_up, put
from piiscan.sources.stores.urls import StoreUrl

_NO_BUCKET = "no such bucket: make it first"


def refuse_stored(source: StoreUrl | None, target: StoreUrl, overwrite: bool) -> None:
    """Raise DestinationRefused where the prefix is not empty, or touches the source."""
    if source is not None and (source.holds(target) or target.holds(source)):
        raise DestinationRefused(f"{target}: source and destination must lie apart")
    try:
        taken = looked_up(target) is not None or next(listed(target), None) is not None
    except Missing:
        raise DestinationRefused(f"{target}: {_NO_BUCKET}") from None
    except SourceUnreadable as failure:
        raise DestinationRefused(f"{target}: {failure.reason}") from None
    if taken:
        said = "in a store nothing is overwritten: " if overwrite else ""
        raise DestinationRefused(f"{target} is not empty: {said}choose another prefix")


def put_all(copy: Path, target: StoreUrl) -> None:
    """Put a file, or all files of a folder. Raises OutputFailed; nothing is left then."""
    files = sorted((path for path in copy.rglob("*") if path.is_file()), key=_late) if copy.is_dir() else [copy]
    tried: list[StoreUrl] = []
    try:
        for file in files:
            tried.append(target if file == copy else target.within(file.relative_to(copy).as_posix()))
            put(file, tried[-1])
    except BaseException as failure:
        _take_back(tried, target)
        if isinstance(failure, Missing | SourceUnreadable):
            reason = failure.reason if isinstance(failure, SourceUnreadable) else _NO_BUCKET
            raise OutputFailed(f"{target}: {reason}") from None
        raise


def _late(path: Path) -> tuple[bool, bool, str]:
    """What makes a table comes after its data, and what says its version after all else."""
    return bool({DELTA_LOG, METADATA}.intersection(path.parts)), bool(VERSION.fullmatch(path.name)), str(path)


def _take_back(tried: list[StoreUrl], target: StoreUrl) -> None:
    try:
        delete(tried)
    except (Missing, SourceUnreadable):
        raise OutputFailed(f"{target}: a part of the copy is there and could not be deleted again: delete it") from None
