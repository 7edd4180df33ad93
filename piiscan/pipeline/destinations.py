"""Where a masked copy goes: a file or folder, a store, or a database; it is staged, and unseen before `publish`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from piiscan.errors import UsageError
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.opening import Data, place_of
from piiscan.pipeline.staging import home_of, publish, refuse_destination, staged
from piiscan.sources import ReadOptions
from piiscan.sources.databases.in_files import loading_into
from piiscan.sources.databases.loading import StagedLoading, open_loading
from piiscan.sources.databases.urls import dialect_of_file, is_url, located
from piiscan.sources.stores.urls import StoreUrl

if TYPE_CHECKING:
    from piiscan.pipeline.masking import Masked, Masking

Destination = str | PathLike[str]


class Staged(Protocol):
    """A copy on its way. `path` is where it lies, if it is a file or folder; `data` is what there is to verify."""

    @property
    def path(self) -> Path | None: ...

    @property
    def data(self) -> Data: ...

    def fill(self, masking: Masking, source: Data, options: ReadOptions, notice: Notice) -> Masked: ...

    def publish(self) -> None: ...


def refuse(source: Data, destination: Destination, overwrite: bool) -> Path | None:
    """The path that the copy will have, if one. Raises DestinationRefused for one that is taken, or in the source."""
    if is_url(fspath(destination)):
        return None
    target = _target(destination)
    refuse_destination(place_of(source), target, overwrite)
    return target if isinstance(target, Path) else None


def _target(destination: Destination) -> Path | StoreUrl:
    target = place_of(destination)
    if target is None:
        raise UsageError("masked copies are not written into a catalogue: name a folder, and register the table in it")
    return target


@contextmanager
def staging(destination: Destination) -> Iterator[Staged]:
    """Unless the copy was published, nothing is left of it. Raises OutputFailed; UsageError for an unknown server."""
    if is_url(url := fspath(destination)):
        with closing(open_loading(located(url))) as loading:
            yield _Tables(loading)
    else:
        target = _target(destination)
        dialect = dialect_of_file(url)
        with staged(target) as copy:
            yield _DatabaseFile(copy, target, dialect) if dialect else _Files(copy, target)


class _Files:
    def __init__(self, path: Path, target: Path | StoreUrl) -> None:
        self.path = self.data = path
        self._target = target

    def fill(self, masking: Masking, source: Data, options: ReadOptions, notice: Notice) -> Masked:
        return masking.write(source, self.path, options, notice, home_of(self._target))

    def publish(self) -> None:
        publish(self.path, self._target)


class _DatabaseFile(_Files):
    """A new file of a database, whatever the source is."""

    def __init__(self, path: Path, target: Path | StoreUrl, dialect: str) -> None:
        super().__init__(path, target)
        self._dialect = dialect

    def fill(self, masking: Masking, source: Data, options: ReadOptions, notice: Notice) -> Masked:
        with closing(loading_into(self.path, self._dialect)) as loading:
            return masking.load(source, loading, options, notice)


class _Tables:
    path = None

    def __init__(self, loading: StagedLoading) -> None:
        self._loading = loading

    @property
    def data(self) -> Data:
        return self._loading.staged()

    def fill(self, masking: Masking, source: Data, options: ReadOptions, notice: Notice) -> Masked:
        return masking.load(source, self._loading, options, notice)

    def publish(self) -> None:
        self._loading.publish()
