"""mask: a source and a plan, into masked copies that lie where the caller said, each whole or left out by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from os import PathLike
from os.path import abspath
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from piiscan.audit import MASK, Log
from piiscan.errors import PlanError, UsageError
from piiscan.keys import MasterKey, load
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.table import Container, Document, Table
from piiscan.pipeline.copying import Copying
from piiscan.pipeline.destinations import refuse, staging
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.loading import load_all
from piiscan.pipeline.notice import Notice, Progress
from piiscan.pipeline.opening import Data, Engine, files, in_memory, is_folder, opened, parts, unread, veiled_names
from piiscan.pipeline.recording import recording
from piiscan.pipeline.subsetting import subsetted
from piiscan.pipeline.veiling import VeiledTable
from piiscan.policy.policies import default_policy
from piiscan.sources import FrameTable, ReadOptions, refusal
from piiscan.sources.copies import as_csv, name_of_copy, named_copies
from piiscan.sources.databases.loading import Loading
from piiscan.sources.spark.session import is_spark
from piiscan.verbs.classify import schema_digest
from piiscan.verbs.constraints import refuse_breaking
from piiscan.verbs.mask import Masker, Means, masker
from piiscan.verbs.mask_document import DocumentMasker

if TYPE_CHECKING:
    from pyspark.sql import DataFrame as SparkFrame


@dataclass(frozen=True, slots=True)
class Masked:
    """What was written, by key; what was left out, or is missing in a copy, and why; rows, and lines of texts."""

    written: tuple[str, ...]
    incomplete: tuple[Incomplete, ...] = ()
    rows: int = 0


def mask(
    source: Data,
    destination: str | PathLike[str] | None = None,
    *,
    plan: Plan,
    key: str | MasterKey | None = None,
    overwrite: bool = False,
    options: ReadOptions | None = None,
    notice: Notice | None = None,
    progress: Progress | None = None,
    audit: Log | None = None,
    engine: Engine = "local",
) -> Masked | pl.DataFrame | SparkFrame:
    """Mask a file, folder or database into `destination`, or data in memory into a Polars frame.

    A DataFrame of Spark becomes another one, which is masked when it is read; `engine` is for the other sources.
    `key` is a reference (`env:NAME`, `file:PATH`); `notice` is told what takes long, and which kept cells are
    formulas, `progress` what is being worked on. A copy for a partner, or one that may be unmasked, stands in the
    `audit` log (else in that of the folder's workspace) before it has its name. Raises PlanError where the plan is
    undecided or does not fit, KeyRefused, DestinationRefused, AuditRefused, OutputFailed; no output exists then.
    """
    if is_spark(source):
        from piiscan.pipeline.spark.masking import masked_frame

        return masked_frame(source, plan, key)
    if in_memory(source):
        masking = Masking(plan, _key(key, None))
        (table,) = masking.chosen(opened(source, options or ReadOptions()), notice or (lambda said: None))
        assert isinstance(table, FrameTable)
        return table.laid(masking.table(table).batches())
    if destination is None:
        raise UsageError("mask: say where the masked copy goes")
    output = refuse(source, destination, overwrite)
    secret = _key(key, output)
    record, masking = recording(plan, secret, audit), Masking(plan, secret, progress)
    with staging(destination) as copy:
        refuse(source, destination, overwrite)  # again: another run may have been faster
        if engine == "spark":
            from piiscan.pipeline.spark.copying import write

            masked = write(source, copy.path, plan, key, options or ReadOptions(), masking.progress)
        else:
            masked = copy.fill(masking, source, options or ReadOptions(), notice or (lambda said: None))
        if masked.written:
            record(MASK, copy.path, masked.rows)
            copy.publish()
    return masked


def masked_copy(
    source: Data,
    target: Path,
    plan: Plan,
    key: MasterKey | None,
    options: ReadOptions | None = None,
    notice: Notice | None = None,
) -> Masked:
    """The copy, where nobody sees it yet, and on no record."""
    return Masking(plan, key).write(source, target, options or ReadOptions(), notice or (lambda text: None))


def preview(
    source: Data, *, plan: Plan, key: str | MasterKey | None, rows: int, options: ReadOptions | None = None
) -> Preview:
    """The first masked rows of each table, and lines of each text: nothing is written, no source value is shown."""
    masking = Masking(plan, _key(key, None))
    items = masking.chosen(opened(source, options or ReadOptions()), lambda said: None)
    incomplete = tuple(item for item in items if isinstance(item, Incomplete))
    shown = [f"{item.key}\n{masking.first(item, rows)}" for item in items if not isinstance(item, Incomplete)]
    return Preview("\n".join(shown), incomplete)


@dataclass(frozen=True, slots=True)
class Preview:
    """Masked rows as JSON lines and masked lines of texts, under the key of each; and what could not be read."""

    text: str
    incomplete: tuple[Incomplete, ...]


class Masking:
    """One plan and one key, ready for tables and documents."""

    def __init__(self, plan: Plan, key: MasterKey | None, progress: Progress | None = None) -> None:
        self._plan = plan
        self.progress = progress or (lambda source: None)
        self._detection = Detection(default_policy(), plan.as_of)
        self.means = Means(
            key and key.at(plan.key_version), plan.partner, plan.as_of, self._detection.by_entity, self._detection.find
        )

    def table(self, table: Table) -> Masker:
        """The table's masker. Raises PlanError where the plan does not fit."""
        planned = self._planned(table)
        if planned is not None and isinstance(table, VeiledTable):
            _refuse_telling_names(table, planned)
        return masker(table, planned, self._plan, schema_digest, self.means)

    def first(self, item: Table | Document, rows: int) -> str:
        """The first `rows` masked rows or lines, each ending in a line end."""
        if isinstance(item, Document):
            return "".join(next(self.document(item), pl.Series(dtype=pl.String)).head(rows))
        masker = self.table(item)
        batch = next(masker.source(), None)
        return "" if batch is None else masker.batch(batch.head(rows)).write_ndjson()

    def document(self, document: Document) -> Iterator[pl.Series]:
        """The masked parts of a text. Raises PlanError where no glob of the plan takes it."""
        return self.masker(document).batches()

    def masker(self, document: Document) -> DocumentMasker:
        """The masker of a text. Raises PlanError where the plan does not fit."""
        return DocumentMasker(document, self._step(document), self.means)

    def write(
        self, source: Data, target: Path, options: ReadOptions, notice: Notice, home: str | None = None
    ) -> Masked:
        """Check the plan against everything first, then write. A file that cannot be copied whole is left out.

        `home` is where it will lie, if that is elsewhere.
        """
        naming = veiled_names()
        opened = list(files(source, options, naming))
        items = self.checked(_written_as(options, parts(opened, naming, refusal)), notice)
        copying = Copying(self, items, notice)
        read = [item for item in opened if not isinstance(item, Incomplete)]
        for item, place in zip(read, _places(read, is_folder(source), target), strict=True):
            copying.copy(item, place, _home(home or abspath(target), place.relative_to(target)))
        return Masked(tuple(copying.written), tuple(copying.left), copying.rows)

    def load(self, source: Data, into: Loading, options: ReadOptions, notice: Notice) -> Masked:
        """The same into a database, which takes tables only."""
        items = self.checked(opened(source, options), notice)
        written, left = load_all(self, items, into, notice)
        return Masked(written, left, into.rows)

    def chosen(
        self, items: Iterable[Table | Document | Incomplete], notice: Notice
    ) -> list[Table | Document | Incomplete]:
        """The items, with the rows that the plan chooses. Raises PlanError where it cannot."""
        return subsetted(list(items), self._plan.subset, notice)

    def checked(
        self, items: Iterable[Table | Document | Incomplete], notice: Notice
    ) -> list[Table | Document | Incomplete]:
        """All that is to be copied, once the plan fits every part of it. Raises PlanError, UsageError."""
        checked = [self.whole(item) for item in self.chosen(items, notice)]
        if not checked:
            raise UsageError("nothing to mask is in the source")
        self.refuse_absent(checked)
        refuse_breaking([self.table(item) for item in checked if isinstance(item, Table)])
        return checked

    def whole(self, item: Table | Document | Incomplete) -> Table | Document | Incomplete:
        """The item; or what is missing of it where the plan does not name it, as no scan could read it to its end.

        Raises PlanError for what the plan does not fit.
        """
        if isinstance(item, Incomplete):
            return item
        try:
            self.table(item) if isinstance(item, Table) else self.masker(item)
        except PlanError:
            if (missing := unread(item)) is None:
                raise
            return missing
        return item

    def _planned(self, table: Table) -> TablePlan | None:
        if table.format == "frame" and len(self._plan.tables) == 1:
            return next(iter(self._plan.tables.values()))
        return self._plan.tables.get(table.key)

    def _step(self, document: Document) -> Step:
        for glob, step in self._plan.documents.items():
            if document.key == glob or fnmatchcase(document.key, glob):
                return step
        raise PlanError(f"{document.source}: no document of the plan matches {document.key}: scan and plan again")

    def refuse_absent(self, items: Sequence[Table | Document | Incomplete]) -> None:
        """Raise PlanError where the source has not all the tables of the plan, though all of it could be read."""
        present = {item.key for item in items if isinstance(item, Table)}
        unread = any(isinstance(item, Incomplete) for item in items)
        absent = [key for key in self._plan.tables if key not in present]
        if absent and not unread and not any(item.format == "frame" for item in items if isinstance(item, Table)):
            raise PlanError(f"table {absent[0]} of the plan is not in the source: scan and plan again")


def _written_as(
    options: ReadOptions, items: Iterator[Table | Document | Incomplete]
) -> Iterator[Table | Document | Incomplete]:
    """The items, those of a server as what their copies will be."""
    return (as_csv(item) if options.tables_as == "csv" and isinstance(item, Table) else item for item in items)


def _refuse_telling_names(table: VeiledTable, planned: TablePlan) -> None:
    """A copy of a column has its name."""
    for name in table.held:
        if name in planned.columns and planned.columns[name].operator != "drop":
            raise PlanError(
                f"{table.source}: the name of column {name} holds personal data, which its copy would have, too:"
                " drop the column, or rename it in the source"
            )


def _places(read: Sequence[Table | Document | Container], folder: bool, target: Path) -> list[Path]:
    """Where the copy of each file lies. Raises UsageError where it cannot be called so."""
    if not folder:
        for item in read:
            if (name := name_of_copy(item, target.name)) != target.name:
                raise UsageError(f"{target}: the copy of an .xls file is written in the form of .xlsx: call it {name}")
        return [target] * len(read)
    return [target / name for _, name in named_copies(read)]


def _home(home: str, within: Path) -> str:
    return home if within == Path() else f"{home}/{within.as_posix()}"


def _key(key: str | MasterKey | None, output: Path | None) -> MasterKey | None:
    return load(key, output) if isinstance(key, str) else key
