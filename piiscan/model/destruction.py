"""The record of a key's end: what was done, what that proves, and what it does not."""

from __future__ import annotations

from dataclasses import dataclass

_PROVES = (
    "the key opened, and had this fingerprint, when it was destroyed",
    "who destroyed it and when, as a line of the audit log that checkpoints prove",
    "this workspace masks, unmasks and rekeys on record with this key no more, should it turn up again",
)
_PROVES_NOT = (
    "that no copy of the key is left elsewhere: backups, other machines, other people, memory of running programs",
    "that the medium holds no remains: journals, snapshots and copy-on-write of file systems, and wear levelling"
    " of flash may keep what was written over",
    "that values cannot be guessed or linked by other data: copies masked with the key remain pseudonymised",
)


@dataclass(frozen=True, slots=True)
class Destruction:
    """`key` is a fingerprint, `line` that of the audit log, whose Merkle tree hash up to it is `root`."""

    key: str
    kind: str
    line: int
    root: str
    done: str
    proves: tuple[str, ...] = _PROVES
    proves_not: tuple[str, ...] = _PROVES_NOT
