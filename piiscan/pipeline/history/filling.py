"""From a workspace into the database: lines of its log that are new there, and the documents that they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from sqlalchemy import Connection, delete, insert, select

from piiscan.audit import BEGIN, Log
from piiscan.audit.chain import Link, Torn
from piiscan.audit.entry import encoded
from piiscan.errors import AuditRefused, ReleaseRefused, UsageError
from piiscan.model.typed import plain
from piiscan.pipeline.assessing import last
from piiscan.pipeline.history.schema import DOCUMENTS, LINES, LOGS, PROBLEMS, opened
from piiscan.pipeline.releasing.folder import ENVELOPE
from piiscan.signing.envelope import opened as opened_envelope

__all__ = ["Filled", "fill"]


@dataclass(frozen=True, slots=True)
class Filled:
    """How many lines the log has, how many of them were new to the database, and how many documents."""

    lines: int
    new: int
    documents: int


def fill(log: Log, url: str) -> Filled:
    """Bring the database up to the log. Raises AuditRefused for a log that does not hold, or is not the one before."""
    links = list(_links(log))
    if not links or links[0].entry.event != BEGIN:
        raise UsageError(f"{log.path}: there is no audit log yet")
    origin = str(links[0].entry.facts.get("origin"))
    with opened(url) as connection:
        size = _known(connection, origin, links)
        if rows := [_line(origin, link) for link in islice(links, size, None)]:
            connection.execute(insert(LINES), rows)
        connection.execute(delete(LOGS).where(LOGS.c.origin == origin))
        connection.execute(insert(LOGS).values(origin=origin, size=len(links), root=links[-1].tree.root.hex()))
        documents = list(_documents(log, origin))
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.origin == origin))
        connection.execute(delete(PROBLEMS).where(PROBLEMS.c.origin == origin))
        for table, given in (DOCUMENTS, documents), (PROBLEMS, list(_problems(log, origin))):
            if given:
                connection.execute(insert(table), given)
    return Filled(len(links), len(links) - size, len(documents))


def _links(log: Log) -> Iterator[Link]:
    try:
        yield from log.links()
    except Torn:
        return


def _known(connection: Connection, origin: str, links: list[Link]) -> int:
    """How many lines are there; they are those of this log."""
    found = connection.execute(select(LOGS.c.size, LOGS.c.root).where(LOGS.c.origin == origin)).first()
    if found is None:
        return 0
    size, root = int(found[0]), str(found[1])
    if size > len(links) or links[size - 1].tree.root.hex() != root:
        raise AuditRefused(
            f"the database remembers {size} lines of this log that are not those of the file: it was cut off, rolled"
            " back or written anew"
        )
    return size


def _line(origin: str, link: Link) -> dict[str, object]:
    entry, facts = link.entry, link.entry.facts
    names = ("partner", "purpose", "release")
    said = {name: facts[name] if isinstance(facts.get(name), str) else None for name in names}
    rows = facts.get("rows")
    return {
        "origin": origin,
        "position": entry.position,
        "at": entry.at,
        "actor": entry.actor.name,
        "event": entry.event,
        **said,
        "rows": rows if isinstance(rows, int) else None,
        "line": encoded(entry).decode(),
    }


def _documents(log: Log, origin: str) -> Iterator[dict[str, object]]:
    for path in sorted((log.home / "releases").glob(f"*/{ENVELOPE}")):
        content = path.read_bytes()
        try:
            digest = sha256(opened_envelope(content).payload).hexdigest()
        except ReleaseRefused:
            continue  # `release list` says so of it
        yield {"origin": origin, "kind": "release", "digest": digest, "content": content.decode()}
    for kind in ("assessments", "removals"):
        for path in sorted((log.home / kind).glob("*.json")):
            content = path.read_bytes()
            digest = sha256(content).hexdigest()
            yield {"origin": origin, "kind": kind, "digest": digest, "content": content.decode()}


def _problems(log: Log, origin: str) -> Iterator[dict[str, object]]:
    made = last(log)
    for problem in made.problems if made else ():
        said = plain(problem)
        del said["remedy"]
        yield {"origin": origin, **said}
