"""in-toto Statement v1: what it is about (names with digests), of what kind it is, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from piiscan.audit.canonical import canonical, parsed
from piiscan.errors import SignatureRefused
from piiscan.model.version import later

__all__ = ["parts", "statement"]

_TYPE = "https://in-toto.io/Statement/v1"


def statement(kind: str, subjects: Sequence[Mapping[str, object]], predicate: Mapping[str, object]) -> bytes:
    """The payload; `kind` is the predicate type."""
    return canonical({"_type": _TYPE, "predicate": predicate, "predicateType": kind, "subject": list(subjects)})


def parts(payload: bytes, kind: str) -> tuple[list[Any], dict[str, Any]]:
    """Subjects and predicate. Raises SignatureRefused for a payload that is no statement of this kind, and nothing
    but that."""
    try:
        content = parsed(payload)
    except ValueError:
        content = {}
    match content:
        case {"_type": str(named), "predicate": dict(predicate), "predicateType": str(said), "subject": list(subjects)}:
            if (named, said, len(content)) == (_TYPE, kind, 4):
                return subjects, predicate
    newer = later(content.get("predicateType"), kind)
    raise SignatureRefused(newer or f"what is signed is no statement of kind {kind}")
