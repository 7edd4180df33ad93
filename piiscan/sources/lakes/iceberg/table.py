"""One version of an Iceberg table: its files one after the other, in the columns that the table has now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.databases.arrow import frames as arrow_frames
from piiscan.sources.lakes.iceberg.unread import UNREAD
from piiscan.sources.lakes.iceberg.writing import write_new
from piiscan.sources.lakes.place import Place
from piiscan.sources.lakes.refusing import refusing
from piiscan.sources.lakes.table import LakeTable, nesting_of
from piiscan.sources.paths import ROOT, child

if TYPE_CHECKING:
    from pyiceberg.table import FileScanTask, Table


@dataclass(frozen=True, slots=True)
class IcebergLakeTable(LakeTable):
    """The snapshot that its metadata says is the current one: its `tasks`, in the order of the names of their files."""

    version: Table
    tasks: tuple[FileScanTask, ...]

    @classmethod
    def of(cls, version: Table, place: Place | None, source: str, key: str, name: str) -> IcebergLakeTable:
        """`place` is where the folder is, if one was named. Raises SourceUnreadable."""
        from pyiceberg.io.pyarrow import schema_to_pyarrow

        with refusing(source, UNREAD):
            arrow = schema_to_pyarrow(version.schema(), include_field_ids=False)
            schema = pl.DataFrame(arrow.empty_table()).schema
            if version.metadata.snapshots and version.current_snapshot() is None:
                raise SourceUnreadable(source, "its metadata has snapshots, and none of them is the current one")
            tasks = sorted(version.scan().plan_files(), key=lambda task: _order(task.file.file_path))
            said = {child(ROOT, field.name): field.doc for field in version.schema().fields if field.doc}
            nesting = nesting_of(schema, said, source)
            older = _older(version, place, tasks)
        return cls(source, key, name, "iceberg", schema, nesting, older, version, tuple(tasks))

    def frames(self) -> Iterator[pl.DataFrame]:
        yield self.schema.to_frame()
        with refusing(self.source, UNREAD):
            for task in self.tasks:
                yield from (frame.cast(self.schema) for frame in arrow_frames(self._batches(task)))

    def write_folder(self, batches: Iterator[pl.DataFrame], folder: Path, home: str) -> None:
        write_new(self.laid(batches), folder, home)

    def _batches(self, task: FileScanTask) -> Iterator[object]:
        """Not by `to_record_batches`, which holds all batches of a file before it gives the first."""
        from pyiceberg.expressions import AlwaysTrue
        from pyiceberg.io.pyarrow import ArrowScan, _read_all_delete_files

        scan = ArrowScan(self.version.metadata, self.version.io, self.version.schema(), AlwaysTrue())
        deleted = _read_all_delete_files(self.version.io, [task])
        return scan._record_batches_from_scan_tasks_and_deletes([task], deleted)


def _order(path: str) -> tuple[str, str]:
    return PurePosixPath(path).name, path


def _older(version: Table, place: Place | None, tasks: list[FileScanTask]) -> str | None:
    """What else there is than the current snapshot, as far as the metadata or the folder says."""
    if (snapshots := len(version.metadata.snapshots) - 1) > 0:
        return f"{snapshots:,} older snapshots of it hold what was removed since: expire them, and remove orphan files"
    if any(task.delete_files for task in tasks):
        return "deleted rows stand in its files still: rewrite them"
    used = {PurePosixPath(task.file.file_path).name for task in tasks}
    names = place.names() if place else ()
    beside = sum(name.endswith(".parquet") and PurePosixPath(name).name not in used for name in names)
    return f"{beside:,} files beside it belong to no snapshot, and may hold what was removed" if beside else None
