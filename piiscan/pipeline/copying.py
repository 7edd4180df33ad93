"""Masked copies of files, each whole or left out: what has no copy is told, and the others are written.

A file is left out if it cannot be read to its end or changed meanwhile, if its format or a part of it has no masked
copy, or if a name in it holds personal data. Where a masked value does not fit its file, or the plan does not fit
the data, nothing is written at all: then another plan is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Container, Document, Table
from piiscan.pipeline.estimate import announce
from piiscan.pipeline.formulas import with_formulas_told
from piiscan.pipeline.loading import Masks, load_all
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.rows import with_rows_told
from piiscan.pipeline.veiling import unveiled
from piiscan.sources import refusal, write_container, write_document, write_table
from piiscan.sources.copies import file_of_copy
from piiscan.sources.databases.in_files import dialect_of, loading_into
from piiscan.sources.databases.server import is_server


class Copying:
    """One run: `written` are the keys of what has a copy, `left` what has none, or lacks something in its copy.

    `rows` counts what was written: rows of tables, lines of texts.
    """

    def __init__(self, masks: Masks, items: Sequence[Table | Document | Incomplete], notice: Notice) -> None:
        """`items` are the tables and texts of all files, and what is missing of them."""
        self._masks, self._notice = masks, notice
        self._tables = {item.key: masks.table(item) for item in items if isinstance(item, Table)}
        self._texts = {item.key for item in items if isinstance(item, Document)}
        self.written: list[str] = []
        self.rows = 0
        self.left = [item for item in items if isinstance(item, Incomplete)]

    def copy(self, item: Table | Document | Container, destination: Path, home: str) -> None:
        """Write the copy of a file, or say why there is none. It will lie at `home`, as the table of a lake must know.

        Raises OutputFailed, PlanError, KeyRefused.
        """
        if isinstance(item, Container) and refusal(item) is not None:
            return
        if isinstance(item, Container) and is_server(item):
            self._spread(destination)
            return
        if isinstance(item, Container) and (dialect := dialect_of(item)):
            self._load(item, destination, dialect)
            return
        taken: list[str] = []

        def masked(part: Table | Document) -> Iterator[Any]:
            taken.append(part.key)
            return self._counted(self._masked(part))

        try:
            if isinstance(item, Table):
                write_table(item, masked(item), destination, home)
            elif isinstance(item, Document):
                write_document(item, masked(item), destination)
            else:
                write_container(item, masked, destination)
        except SourceUnreadable as failure:
            self._leave(item, failure.reason)
        else:
            self.written += taken

    def _spread(self, folder: Path) -> None:
        """A file for each table of a server."""
        for key, masker in self._tables.items():
            table = unveiled(masker.table)
            try:
                frames = self._counted(self._masked(masker.table))
                write_table(table, frames, folder / (file_of_copy(table) or key))
            except SourceUnreadable as failure:
                self._leave(table, failure.reason)
            else:
                self.written.append(key)

    def _load(self, item: Container, destination: Path, dialect: str) -> None:
        """A file of a database, all of whose tables can be copied."""
        within = f"{item.key}!"
        tables = [masker.table for key, masker in self._tables.items() if key.startswith(within)]
        if not any(f"{left.source}!".startswith(f"{item.source}!") for left in self.left):
            try:
                with closing(loading_into(destination, dialect)) as loading:
                    written, _ = load_all(self._masks, tables, loading, self._notice)
            except SourceUnreadable as failure:
                for path in (destination, destination.with_name(f"{destination.name}.wal")):
                    path.unlink(missing_ok=True)
                self._leave(item, failure.reason)
            else:
                self.written += written
                self.rows += loading.rows

    def _masked(self, part: Table | Document) -> Iterator[Any]:
        self._masks.progress(part.source)
        if isinstance(part, Document) and part.key in self._texts:
            return self._masks.document(part)
        if part.key not in self._tables:
            raise SourceUnreadable(part.source, "a part of it has no copy, so the whole has none")
        masker = self._tables[part.key]
        announce(masker, self._notice)
        return with_rows_told(masker, with_formulas_told(masker, self._notice), self._notice)

    def _counted(self, batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            self.rows += len(batch)
            yield batch

    def _leave(self, item: Table | Document | Container, reason: str) -> None:
        if all(left.source != item.source for left in self.left):
            self.left.append(Incomplete(item.source, reason))
