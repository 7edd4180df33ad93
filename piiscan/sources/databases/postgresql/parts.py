"""How other programs read the rows of a table as a session sees them: all in its snapshot, by blocks of the table."""

from __future__ import annotations

from piiscan.sources.databases.postgresql.catalogue import Listed
from piiscan.sources.databases.postgresql.connecting import Session, settings
from piiscan.sources.databases.relations import Relation
from piiscan.sources.databases.server import Elsewhere

PART = 8192
"""Blocks of a part: 64 MiB, unless the server was built with blocks of another size."""


def elsewhere(session: Session, entry: Listed, found: Relation) -> Elsewhere:
    """Views and partitioned tables have no blocks of their own, and one part. Raises SourceUnreadable."""
    ((blocks,),) = session.rows(f"SELECT pg_relation_size({entry.oid}) / current_setting('block_size')::int8")
    place = "ctid" if blocks else "NULL::tid"
    statement = f"SELECT {selected(found)}, {place} AS place FROM {entry.only}"
    return Elsewhere(
        session.location, statement, _parts(int(blocks)), session.joining, settings(session.location, reading=True)
    )


def selected(found: Relation) -> str:
    """The values of the columns, under names that say nothing."""
    return ", ".join(f"{field.value} AS c{i}" for i, field in enumerate(found.fields))


def _parts(blocks: int) -> tuple[str, ...]:
    """Ranges of blocks (manual, 8.19, tid); the last one has no end."""
    starts = range(0, blocks, PART)
    if len(starts) < 2:
        return ("true",)
    ends = [f" AND place < '({start},0)'::tid" for start in starts[1:]]
    return tuple(f"place >= '({start},0)'::tid{end}" for start, end in zip(starts, [*ends, ""], strict=True))
