"""A masked copy, read as what it was made from: masked values may hide how a file is laid out."""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.model.table import Table
from piiscan.sources.files import FromFile
from piiscan.sources.formats.csv.copies import copy_of
from piiscan.sources.formats.csv.ragged import RaggedTable
from piiscan.sources.formats.csv.regular import RegularTable
from piiscan.sources.formats.embedded.table import UnfoldedTable
from piiscan.sources.formats.fixed.table import FixedTable
from piiscan.sources.formats.html.tables import HtmlTable


def as_copy_of(original: Table, copy: Table, kept: Sequence[str]) -> Table:
    """The copy in the layout of the original, of whose columns it has the `kept` ones. Raises SourceUnreadable."""
    if isinstance(original, RegularTable | RaggedTable) and isinstance(copy, FromFile):
        return copy_of(original, copy.file, kept)
    if isinstance(original, UnfoldedTable):
        return original.over(as_copy_of(original.table, copy, original.outer(kept)), kept)
    plain = copy.table if isinstance(copy, UnfoldedTable) else copy
    if isinstance(original, HtmlTable) and isinstance(plain, HtmlTable):
        return original.copied(plain, kept)
    if isinstance(original, FixedTable) and isinstance(plain, FixedTable):
        return plain.with_columns(kept)
    return copy
