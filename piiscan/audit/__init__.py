"""The audit log: one line an event, each proven to follow from all before it. No audit, no action."""

from __future__ import annotations

from piiscan.audit.chain import Flaw
from piiscan.audit.checkpoint import Checkpoint, checked, signed, signer
from piiscan.audit.entry import (
    ASSESS,
    BEGIN,
    DESTROY,
    ERASE,
    MASK,
    NEW,
    PERMIT,
    REKEY,
    REQUEST,
    RETAIN,
    ROTATE,
    SHARE,
    UNMASK,
    Actor,
    Entry,
    acting,
)
from piiscan.audit.log import Log, Position
from piiscan.audit.standing import KeyState, key_state, made_with
from piiscan.audit.verification import Verdict, verify

__all__ = [
    "ASSESS",
    "BEGIN",
    "DESTROY",
    "ERASE",
    "MASK",
    "NEW",
    "PERMIT",
    "REKEY",
    "REQUEST",
    "RETAIN",
    "ROTATE",
    "SHARE",
    "UNMASK",
    "Actor",
    "Checkpoint",
    "Entry",
    "Flaw",
    "KeyState",
    "Log",
    "Position",
    "Verdict",
    "acting",
    "checked",
    "key_state",
    "made_with",
    "signed",
    "signer",
    "verify",
]
