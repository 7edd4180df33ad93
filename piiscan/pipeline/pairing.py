"""A source and its masked copy, table by table and text by text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from piiscan.model.finding import Incomplete
from piiscan.model.table import Document, Table
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.opening import FRAME, Data, in_memory, is_one, location_of, opened, path_of, veiled_names
from piiscan.pipeline.ordering import as_typed_as, in_order
from piiscan.pipeline.veiling import unveiled
from piiscan.sources import ReadOptions, refusal, text_encodings
from piiscan.sources.copies import as_copy_of, as_csv, key_of_copy
from piiscan.sources.databases.in_files import DIALECTS
from piiscan.sources.databases.urls import Location, in_file
from piiscan.verbs.mask import Masker

Leaf = Table | Document


@dataclass(frozen=True, slots=True)
class Matched:
    """Every table and text of the source with its copy, if it has one; keys of what only the copy has."""

    pairs: Sequence[tuple[Leaf, Leaf | None]]
    extra: Sequence[str]
    incomplete: Sequence[Incomplete]


def matched(source: Data, destination: Data, masking: Masking, options: ReadOptions) -> Matched:
    """Raises PlanError where the plan does not fit the source; what cannot be read on either side is incomplete."""
    chosen = masking.chosen(opened(source, options, refusal), lambda said: None)
    originals = [masking.whole(item) for item in chosen]
    masking.refuse_absent(originals)
    one = is_one(source) and is_one(destination)
    here, there = (_name(source), _name(destination)) if one else ("", "")
    encodings = {_renamed(here, there, key): encoding for key, encoding in text_encodings(originals).items()}
    copies = list(opened(destination, replace(options, include=(), exclude=(), encodings=encodings)))
    database = location_of(destination) or _file_of(copies)
    by_key = {_renamed(there, here, item.key): item for item in copies if not isinstance(item, Incomplete)}
    pairs: list[tuple[Leaf, Leaf | None]] = []
    for original in originals:
        if not isinstance(original, Incomplete):
            place = original.key if original.key in by_key else _renamed(there, here, key_of_copy(original, database))
            if place not in by_key and isinstance(original, Table) and key_of_copy(as_csv(original)) in by_key:
                original = as_csv(original)
                place = key_of_copy(original)
            pairs.append((original, by_key.pop(place, None)))
    incomplete = [item for item in (*originals, *copies) if isinstance(item, Incomplete)]
    return Matched(pairs, list(by_key), incomplete)


def _file_of(copies: Sequence[Leaf | Incomplete]) -> Location | None:
    """The database that all copies lie in, if that is a file."""
    tables = [copy for copy in copies if isinstance(copy, Table)]
    if not tables or tables[0].format not in DIALECTS:
        return None
    return in_file(tables[0].format, tables[0].key.partition("!")[0])


def laid_out(original: Table, copy: Table, masker: Masker) -> Table:
    """The copy of a table, read in the layout of the original. Raises SourceUnreadable."""
    return as_typed_as(as_copy_of(unveiled(original), in_order(copy, masker), masker.kept), masker)


def _name(data: Data) -> str:
    """What keys of a single file begin with."""
    return FRAME if in_memory(data) else veiled_names().name(path_of(data).name)


def _renamed(former: str, now: str, key: str) -> str:
    return now + key.removeprefix(former)
