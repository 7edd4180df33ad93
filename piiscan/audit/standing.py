"""What the log says of keys and copies: versions and ends of keys, and what was masked with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from piiscan.audit.entry import DESTROY, MASK, REKEY, REQUEST, ROTATE, SHARE, Entry

__all__ = ["KeyState", "key_state", "made_with"]


@dataclass(frozen=True, slots=True)
class KeyState:
    """The version that new plans use, and when the key was destroyed, if it was."""

    version: int = 1
    destroyed: str | None = None


def key_state(entries: Iterable[Entry], fingerprint: str) -> KeyState:
    """The state of a key: its first version, and one more for every rotation."""
    state = KeyState()
    for entry in entries:
        if entry.facts.get("key") == fingerprint and entry.event == ROTATE:
            state = replace(state, version=state.version + 1)
        elif entry.facts.get("key") == fingerprint and entry.event == DESTROY:
            state = replace(state, destroyed=entry.at)
    return state


def made_with(entries: Iterable[Entry], plan: str, fingerprint: str) -> bool:
    """Whether something was masked, shared, released or rekeyed by the plan of this digest with this key."""
    return any(
        entry.event in (MASK, SHARE, REQUEST, REKEY)
        and entry.facts.get("plan") == plan
        and entry.facts.get("key") == fingerprint
        for entry in entries
    )
