"""What stands above the rows of a table: titles, comments, and one header row or more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piiscan.sources.formats.csv.header import explains, is_header, is_named
from piiscan.sources.formats.csv.record import Record

MOST = 30
"""Records looked at for the one that begins the table."""
_HEADERS = 4
"""Header rows that a file has at most."""
_SAMPLE = 1000


def top(records: Sequence[Record], width: int, header: bool | None) -> tuple[Record, ...]:
    """The records above the rows: header rows with their fields, all others as texts.

    `header` None: find out. A title is a record with hardly a field in it; lines of other widths, too, are
    titles where what follows them is a header and they are none.
    """
    begin = _begin(records, width, header)
    above = tuple(Record(None, record.raw) for record in records[:begin])
    rows = [record.fields for record in records[begin : begin + _SAMPLE] if record.fields]
    if not rows or not (is_header(rows) if header is None else header):
        return above
    return above + tuple(_headers(records[begin:]))


def _begin(records: Sequence[Record], width: int, header: bool | None) -> int:
    """Where the table begins, be it with a header or a row."""
    texts = next((i for i, record in enumerate(records) if not _is_text(record)), len(records))
    full = next((i for i, record in enumerate(records[:MOST]) if _is_full(record, width)), texts)
    titles = [record.fields for record in records[texts:full] if record.fields]
    if all(_is_sparse(cells, width) for cells in titles):
        return _behind_hashes(records, full)
    rows = [record.fields for record in records[full : full + _SAMPLE] if record.fields]
    return full if header is None and is_named(rows) and not is_header([titles[0], *rows]) else texts


def _behind_hashes(records: Sequence[Record], begin: int) -> int:
    """Behind comments that have, by accident, as many fields as the table."""
    hashed = begin
    while hashed < len(records) and records[hashed].raw.startswith("#"):
        hashed += 1
    rows = [record.fields for record in records[hashed : hashed + _SAMPLE] if record.fields]
    return hashed if hashed > begin and rows and is_header(rows) else begin


def _headers(records: Sequence[Record]) -> Iterator[Record]:
    """The first record, and those below it that explain it or are comments."""
    yield records[0]
    headers = 1
    for i, record in enumerate(records[1:], 1):
        rows = [below.fields for below in records[i : i + _SAMPLE] if below.fields]
        if record.fields is None:
            yield record
        elif record.fields and headers < _HEADERS and explains(rows):
            headers += 1
            yield record
        else:
            return


def _is_text(record: Record) -> bool:
    return record.fields is None or not record.raw.strip()


def _is_full(record: Record, width: int) -> bool:
    filled = sum(map(bool, record.fields or []))
    return len(record.fields or []) == width and filled * 2 > width


def _is_sparse(cells: Sequence[str], width: int) -> bool:
    return sum(map(bool, cells)) <= max(1, width // 3) < width
