"""Files of one schema, of which nothing different was found, as one entry of the reports that people read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from piiscan.model.finding import ColumnFinding, TableFinding

LEAST = 3
"""Tables of a group: two are shown one by one."""


def grouped(tables: Iterable[TableFinding]) -> list[TableFinding]:
    """The tables, those of one folder that are alike as one, called by what their names share: `orders_*.csv (12)`."""
    alike: defaultdict[object, list[TableFinding]] = defaultdict(list)
    for table in tables:
        alike[_likeness(table)].append(table)
    return [entry for group in alike.values() for entry in ([_together(group)] if len(group) >= LEAST else group)]


def _likeness(table: TableFinding) -> object:
    folder = table.source[: max(table.source.rfind("/"), table.source.rfind("!")) + 1]
    verdicts = tuple((c.name, c.verdict, c.tier, c.level, c.decision) for c in table.columns)
    return folder, table.form, table.schema, table.level, verdicts


def _together(tables: Sequence[TableFinding]) -> TableFinding:
    """Counts are added up; what is said of a column is said of the largest of its tables."""
    largest = max(tables, key=lambda table: table.rows)
    inside = {table.table for table in tables}
    columns = [
        _column(column, [one for table in tables for one in table.columns if one.name == column.name], inside)
        for column in largest.columns
    ]
    return replace(
        largest,
        source=f"{_shared([table.source for table in tables])} ({len(tables):,})",
        table=_shared([table.table for table in tables]),
        rows=sum(table.rows for table in tables),
        rows_scanned=sum(table.rows_scanned for table in tables),
        people=sum(table.people for table in tables),
        minors=sum(table.minors for table in tables),
        columns=tuple(columns),
    )


def _column(column: ColumnFinding, all_of_it: Sequence[ColumnFinding], inside: set[str]) -> ColumnFinding:
    in_text: Counter[str] = Counter()
    for one in all_of_it:
        in_text.update(one.in_text or {})
    return replace(
        column,
        confidence=min(one.confidence for one in all_of_it),
        rows=sum(one.rows for one in all_of_it),
        nulls=sum(one.nulls for one in all_of_it),
        distinct=max(one.distinct for one in all_of_it),
        matched=sum(one.matched for one in all_of_it),
        valid=None if column.valid is None else sum(one.valid or 0 for one in all_of_it),
        joins=tuple(join for join in column.joins if join.rpartition(".")[0] not in inside),
        in_text=None if column.in_text is None else dict(in_text),
        formulas=sum(one.formulas for one in all_of_it),
    )


def _shared(names: Sequence[str]) -> str:
    """What the names have in common, and `*` in place of the rest."""
    start = beginning(names)
    end = beginning([name[len(start) :][::-1] for name in names])[::-1]
    return f"{start}*{end}"


def beginning(names: Sequence[str]) -> str:
    """What all names begin with: what the first and the last of them in order do."""
    pairs = zip(min(names, default=""), max(names, default=""), strict=False)
    return "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
