"""The audit log and its mark: the first octet chooses whether the others are the log as it is, lines of one that are
put in their place in the chain, or the mark of a log that holds.

Without the second nothing behind the first digest would be reached.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from piiscan.audit import Log, verify
from piiscan.audit.canonical import written
from piiscan.audit.merkle import EMPTY, leaf_hash
from piiscan.errors import AuditRefused
from tests.fuzz.promise import CANARY, Told, refusal

RUNS = 30_000
_AS_IT_IS, _CHAINED, _MARK = range(3)
_EVENT = {
    "actor": {"os": "x", "person": None},
    "at": "2026-01-01T00:00:00.000000Z",
    "event": "audit.begin",
    "facts": {"origin": CANARY, "rows": 1, "columns": [CANARY, True]},
    "piiscan": "audit/1",
}
_LINES = written(_EVENT) + b"\n" + written({**_EVENT, "event": "mask"}) + b"\n"


def _chained(lines: bytes) -> Iterator[bytes]:
    """Each object with position, previous and digest as they must be there; what is none stays as it is."""
    tree = EMPTY
    for line in lines.splitlines(keepends=True):
        try:
            content = {**json.loads(line), "position": tree.size, "previous": tree.root.hex()}
            whole = written({**content, "digest": leaf_hash(written(content)).hex()})
        except (ValueError, TypeError, RecursionError):
            yield line
            continue
        tree = tree.with_leaf(whole)
        yield whole + line[len(line.rstrip(b"\n")) :]


_WHOLE = b"".join(_chained(_LINES))
SEEDS = (
    bytes([_AS_IT_IS]) + _WHOLE,
    bytes([_AS_IT_IS]) + _WHOLE[:-40],
    bytes([_CHAINED]) + _LINES,
    bytes([_CHAINED]) + _LINES[:-1],
    bytes([_MARK]) + b'{"digest": "00", "end": 9, "roots": ["00ff"], "size": 1}',
)
FOUND: tuple[bytes, ...] = ()


def told(octets: bytes, folder: Path) -> Told:
    chosen, content = (octets[0] % 3 if octets else _AS_IT_IS), octets[1:]
    log = Log(folder / "home")
    log.home.mkdir(mode=0o700, exist_ok=True)
    log.path.touch(mode=0o600)
    log.path.write_bytes(_WHOLE if chosen == _MARK else b"".join(_chained(content)) if chosen == _CHAINED else content)
    (log.home / "audit.mark").write_bytes(content if chosen == _MARK else b"")
    return Told("\n".join(_said(log)))


def _said(log: Log) -> Iterator[str]:
    """What verifying, reading and adding to it say."""
    yield str(verify(log).wrong)
    for act in (log.entries, log.ready, lambda: log.append("mask", {})):
        try:
            act()
        except AuditRefused as refused:
            yield refusal(refused)
