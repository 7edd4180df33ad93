"""What the database says, each log proven anew to be whole lines that follow from each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from sqlalchemy import Connection, select

from piiscan.audit import Entry
from piiscan.audit.chain import Flaw, Link, Torn, links
from piiscan.errors import AuditRefused, ReleaseRefused
from piiscan.model.release import Manifest
from piiscan.pipeline.history.schema import DOCUMENTS, LINES, LOGS, opened
from piiscan.pipeline.releasing.listing import Listed
from piiscan.signing.envelope import opened as opened_envelope
from piiscan.signing.manifests import manifest_in
from piiscan.verbs.release.standing import standings

__all__ = ["entries", "listed"]


def entries(url: str) -> list[Entry]:
    """The events of all logs, in the order of their times. Raises AuditRefused where one does not hold."""
    with opened(url) as connection:
        found = [link.entry for log in _logs(connection) for link in _proven(connection, *log)]
    return sorted(found, key=lambda entry: entry.at)


def listed(url: str) -> list[Listed]:
    """All releases of all workspaces, in the order in which they were asked for."""
    with opened(url) as connection:
        kinds = select(DOCUMENTS.c.content).where(DOCUMENTS.c.kind == "release")
        manifests = dict(_manifests(str(content) for (content,) in connection.execute(kinds)))
    day = datetime.now(UTC).date()
    found = standings(entries(url)).values()
    return [Listed(each, manifests.get(each.manifest), Path(each.release), day) for each in found]


def _logs(connection: Connection) -> list[tuple[str, int, str]]:
    rows = connection.execute(select(LOGS.c.origin, LOGS.c.size, LOGS.c.root).order_by(LOGS.c.origin))
    return [(str(origin), int(size), str(root)) for origin, size, root in rows]


def _proven(connection: Connection, origin: str, size: int, root: str) -> list[Link]:
    asked = select(LINES.c.line).where(LINES.c.origin == origin).order_by(LINES.c.position)
    text = "".join(f"{line}\n" for (line,) in connection.execute(asked))
    try:
        found = list(links(BytesIO(text.encode())))
    except (Flaw, Torn):
        found = []
    if len(found) != size or not found or found[-1].tree.root.hex() != root:
        raise AuditRefused(f"the database was changed: log {origin[:8]} in it does not hold: fill another one anew")
    return found


def _manifests(documents: Iterator[str]) -> Iterator[tuple[str, Manifest]]:
    """By the SHA-256 of what was signed, which the log names."""
    for document in documents:
        try:
            payload = opened_envelope(document.encode()).payload
            yield sha256(payload).hexdigest(), manifest_in(payload)
        except ReleaseRefused:
            continue
