"""Copies of files, each whole or left out: what nothing goes from is copied octet for octet, the rest is written anew.

Of a SQLite file there is always a new one, as its free pages hold rows that were deleted long ago.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.removal import Removed
from piiscan.model.table import COMMENT, Container, Document, Table
from piiscan.model.task import Task
from piiscan.pipeline.copying import Copying
from piiscan.pipeline.notice import Notice
from piiscan.pipeline.opening import files, gap, is_folder, parts, veiled_names
from piiscan.pipeline.removing.leaving import Leaving
from piiscan.pipeline.removing.looking import Looked, look
from piiscan.pipeline.veiling import unveiled
from piiscan.sources import ReadOptions, replacing, write_all
from piiscan.sources.copies import is_loose
from piiscan.sources.databases.server import is_server
from piiscan.sources.files import FromFile, SourceFile
from piiscan.sources.formats.workbook.sheet import SheetTable
from piiscan.sources.nested.table import NestedTable
from piiscan.sources.partitions import PartitionedTable, file_of
from piiscan.sources.spool import blocks
from piiscan.sources.thinning import thinned, thinned_book, whole
from piiscan.verbs.departing import Departing

__all__ = ["Copied", "copy_without"]

_TAKEN_APART = ("csv", "sqlite", "tar", "zip")
"""Containers whose members are copied one by one, and lose nothing else by it."""


@dataclass
class Copied:
    """`written` is the place of each copy that was made anew, with what its source was seen to hold."""

    removed: list[Removed] = field(default_factory=list)
    written: list[tuple[Path, Table | Document | Container, list[Looked]]] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    left: list[Incomplete] = field(default_factory=list)
    same: int = 0


def copy_without(
    source: str,
    target: Path,
    home: str,
    departing: Departing,
    leaving: Leaving,
    options: ReadOptions,
    notice: Notice,
) -> Copied:
    """Copies in `target`, which will lie at `home`. Raises OutputFailed, UsageError."""
    naming, done = veiled_names(), Copied()
    several = is_folder(source)
    for item in files(source, options, naming):
        if isinstance(item, Incomplete):
            done.left.append(item)
            continue
        found = list(parts([item], naming))
        looks, gaps = _looked(found, departing)
        done.left += gaps
        done.tasks += [task for each in looks for task in each.tasks(departing.doubt)]
        if not gaps:
            within = item.key if several else ""
            _copy(item, target / within, f"{home}/{within}".rstrip("/"), looks, leaving, notice, done)
    return done


def _looked(
    found: Sequence[Table | Document | Incomplete], departing: Departing
) -> tuple[list[Looked], list[Incomplete]]:
    looks, gaps = [], []
    for leaf in found:
        try:
            if isinstance(leaf, Incomplete):
                gaps.append(leaf)
            else:
                looks.append(look(leaf, departing))
        except (SourceUnreadable, pl.exceptions.PanicException) as failure:
            assert not isinstance(leaf, Incomplete)
            gaps.append(gap(leaf, failure))
    return looks, gaps


def _copy(
    item: Table | Document | Container,
    destination: Path,
    home: str,
    looks: list[Looked],
    leaving: Leaving,
    notice: Notice,
    done: Copied,
) -> None:
    done.left += [_untold(each) for each in looks if not each.told and each.item.format != COMMENT]
    touched = [each for each in looks if each.touched]
    server = isinstance(item, Container) and is_server(item)
    if not touched and not server and item.format != "sqlite":
        done.same += _as_it_is(item, destination)
        return
    thin = _thin(item, touched)
    if thin is None:
        why = f"something has to go from it, and nothing can be taken out of a copy of this {item.format}"
        done.left.append(Incomplete(item.source, why))
        done.tasks += [Task(each.item.source, None, "take it out by hand", each.removed.gone) for each in touched]
        return
    thinner = isinstance(thin, Table) and thin is not item and not isinstance(thin, NestedTable)
    leaves = [thin] if isinstance(thin, Table) and thinner else [each.item for each in looks]
    if isinstance(thin, Container) and thin is not item:
        notice(f"{item.source}: its copy is a new workbook of values, without formulas, comments and looks")
    copying = Copying(leaving, leaves, notice)
    copying.copy(thin, destination, home)
    done.left += copying.left
    if copying.written:
        done.removed += [each.removed for each in touched]
        done.written.append((destination, item, looks))


def _thin(item: Table | Document | Container, touched: Sequence[Looked]) -> Table | Document | Container | None:
    """What to write; None where what goes cannot be taken out of it."""
    if isinstance(item, Table):
        return item if is_loose(item) else whole(item) or thinned(item, (~touched[0].gone).to_list())
    if isinstance(item, Document) or is_server(item):
        return item
    if all(isinstance(each.item, Document) or isinstance(unveiled(each.item), SheetTable) for each in touched):
        tables = (each for each in touched if isinstance(each.item, Table))
        if (book := thinned_book(item, {each.item.key: (~each.gone).to_list() for each in tables})) is not None:
            return book
    direct = all(each.item.key.count("!") == item.key.count("!") + 1 or item.format == "csv" for each in touched)
    loose = all(is_loose(each.item) for each in touched if isinstance(each.item, Table))
    return item if item.format in _TAKEN_APART and direct and loose else None


def _untold(looked: Looked) -> Incomplete:
    return Incomplete(looked.item.source, "nothing in it tells how old it is: it was copied as it is")


def _as_it_is(item: Table | Document | Container, destination: Path) -> int:
    """How many files were copied."""
    if isinstance(item, PartitionedTable):
        for part in item.pieces:
            file = file_of(part)
            _poured(file, destination.parent / Path(file.key).relative_to(Path(item.key).parent))
        return len(item.pieces)
    if not isinstance(item, FromFile):
        raise SourceUnreadable(item.source, "it is no file")
    _poured(item.file, destination)
    return 1


def _poured(file: SourceFile, destination: Path) -> None:
    whole = file.outermost
    with replacing(destination) as stream, whole.reading(), whole.open() as octets:
        for block in blocks(octets):
            write_all(stream, block)
