"""Fixed width: lines cut at places that the caller names, for such files do not say it themselves."""

from __future__ import annotations

from dataclasses import replace

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM, encoding_of
from piiscan.sources.formats.fixed.spec import read_spec
from piiscan.sources.formats.fixed.table import FixedTable
from piiscan.sources.options import ReadOptions


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> FixedTable | None:
    """Read the file once to learn which columns are filled. Raises UsageError for a broken spec."""
    if options.widths is None:
        return None
    spec, bom = read_spec(options.widths), head.startswith(BOM)
    encoding = encoding_of(file) or "utf-8"
    table = FixedTable(file.source, file.key, file.name, "fixed", file, spec, encoding, bom, frozenset())
    blank = {k: field.name for k, field in enumerate(spec.fields)}
    for line in table.lines():
        for k in [k for k in blank if line.cells[k].strip(" ")]:
            del blank[k]
    filled = frozenset(field.name for field in spec.fields) - set(blank.values())
    if not filled:
        raise SourceUnreadable(file.source, "all its columns are blank")
    return replace(table, filled=filled)
