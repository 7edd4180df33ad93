"""The sketch of a delivery: keyed filters that say what stands in it, and none of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

import numpy as np

from piiscan.model.trace import By
from piiscan.model.typed import Misfit, typed
from piiscan.model.version import later
from piiscan.verbs.trace.bloom import Bloom

__all__ = ["SCHEMA", "Known", "Sketch", "packed", "unpacked"]

SCHEMA = "piiscan/sketch/1"


@dataclass(frozen=True, slots=True)
class Known:
    """One filter. `columns` are what it was filled from, `keys` about how many it holds.

    `chance` is at most (95 %) how often something of the same kind that is not of this delivery is taken for it.
    """

    kind: By
    columns: tuple[str, ...]
    keys: int
    chance: float
    filter: Bloom


@dataclass(frozen=True, slots=True)
class Sketch:
    """All that a release is known by; `columns` of a rows filter are one combination of kept columns."""

    release: str
    known: tuple[Known, ...]

    @property
    def octets(self) -> int:
        return sum(len(one.filter.bits) for one in self.known)


@dataclass(frozen=True, slots=True)
class _Head:
    kind: By
    columns: tuple[str, ...]
    keys: int
    chance: float
    hashes: int
    octets: int


@dataclass(frozen=True, slots=True)
class _Heads:
    schema: Literal["piiscan/sketch/1"]
    release: str
    known: tuple[_Head, ...]


def packed(sketch: Sketch) -> bytes:
    """A line of JSON, and the bits of all filters behind it."""
    heads = [
        {
            "kind": one.kind,
            "columns": one.columns,
            "keys": one.keys,
            "chance": one.chance,
            "hashes": one.filter.hashes,
            "octets": len(one.filter.bits),
        }
        for one in sketch.known
    ]
    head = json.dumps({"schema": SCHEMA, "release": sketch.release, "known": heads})
    return head.encode() + b"\n" + b"".join(one.filter.bits.tobytes() for one in sketch.known)


def unpacked(content: bytes) -> Sketch:
    """The sketch again. Raises Misfit for what is none."""
    line, _, bits = content.partition(b"\n")
    newer = None
    try:
        said = json.loads(line)
        newer = later(said.get("schema"), SCHEMA)
        heads = typed(_Heads, said)
    except (ValueError, AttributeError) as broken:
        raise Misfit(newer or "that is no sketch of a delivery") from broken
    if sum(head.octets for head in heads.known) != len(bits) or any(head.octets < 1 for head in heads.known):
        raise Misfit("a sketch is cut off")
    known, start = [], 0
    for head in heads.known:
        held = np.frombuffer(bits, np.uint8, head.octets, start)
        known.append(Known(head.kind, head.columns, head.keys, head.chance, Bloom(held, head.hashes)))
        start += head.octets
    return Sketch(heads.release, tuple(known))
