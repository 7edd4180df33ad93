"""Keys made, rotated and destroyed, each on record first."""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.audit import DESTROY, NEW, ROTATE, KeyState, Log, Position, key_state
from piiscan.errors import KeyRefused
from piiscan.keys import create, destroy, load, scheme_of
from piiscan.model.destruction import Destruction
from piiscan.pipeline.recording import refuse_unready


def new_key(reference: str, *, recipients: Sequence[str] = (), audit: Log | None = None) -> str:
    """A new key where none is; gives its full reference. Raises KeyRefused, AuditRefused."""
    log, kind = audit or Log.here(), scheme_of(reference)
    return create(reference, lambda key: log.append(NEW, {"key": key, "kind": kind}), recipients)


def rotate(reference: str, *, audit: Log | None = None) -> KeyState:
    """Begin the next version of a key. Raises KeyRefused, AuditRefused.

    Plans say which version they mean: copies and plans of the former one stay as they are.
    """
    key = load(reference)
    log = refuse_unready(key, audit)
    version = key_state(log.entries(), key.fingerprint).version + 1
    log.append(ROTATE, {"key": key.fingerprint, "key_version": version})
    return KeyState(version)


def destroy_key(reference: str, fingerprint: str, *, audit: Log | None = None) -> Destruction:
    """Crypto-shredding: what only this key opens, nobody opens any more.

    `fingerprint` is that of the key that is meant. The event comes first: a key of which the log says so while its file
    is still there is destroyed by asking again. Raises KeyRefused, AuditRefused.
    """
    log, kind = audit or Log.here(), scheme_of(reference)
    at: list[Position] = []

    def told(found: str) -> None:
        if found != fingerprint:
            raise KeyRefused(f"that key has the fingerprint {found}: repeat it with --fingerprint to destroy that key")
        at.append(log.append(DESTROY, {"key": found, "kind": kind}))

    done = destroy(reference, told)
    return Destruction(fingerprint, kind, at[0].size, at[0].root, done)
