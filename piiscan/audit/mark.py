"""How far a log was found to hold, so that an append takes apart only what came after.

A mark makes appending cheap and proves nothing: it is believed only where its digest is that of the log's octets up to
it and of the tree it gives, and `audit verify` does not look at it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from piiscan.audit.merkle import EMPTY, Tree

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["Mark", "leave", "standing"]

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Mark:
    """The first `end` octets of a log hold, and `tree` is theirs; `octets` has taken them in."""

    tree: Tree = EMPTY
    end: int = 0
    octets: _Hash = field(default_factory=sha256)

    def extended(self, log: BinaryIO, tree: Tree, end: int) -> Mark:
        """The mark at a later `end`, where the tree is this one: only what is between is read."""
        hasher, left = self.octets.copy(), end - self.end
        log.seek(self.end)
        while left and (block := log.read(min(left, _BLOCK))):
            hasher.update(block)
            left -= len(block)
        return Mark(tree, end, hasher)

    @property
    def digest(self) -> str:
        """The SHA-256 of the octets and the tree, in hex."""
        hasher = self.octets.copy()
        hasher.update(b"%d:%d:" % (self.end, self.tree.size) + b"".join(self.tree.roots))
        return hasher.hexdigest()


def standing(path: Path, log: BinaryIO) -> Mark:
    """The mark in the file `path`, where it is one of this log: else that of no line."""
    try:
        match json.loads(path.read_bytes()):
            case {"digest": str(digest), "end": int(end), "roots": list(roots), "size": int(size)} if (
                0 <= end <= os.fstat(log.fileno()).st_size and size >= 0 and size.bit_count() == len(roots)
            ):
                mark = Mark().extended(log, Tree(size, tuple(map(bytes.fromhex, roots))), end)
                if mark.digest == digest:
                    return mark
    except (OSError, ValueError, TypeError, RecursionError):
        pass
    return Mark()


def leave(path: Path, mark: Mark) -> None:
    """Put a mark in place of the one in `path`. One that cannot be written costs the next append a full reading."""
    tree = mark.tree
    content = {"digest": mark.digest, "end": mark.end, "roots": [r.hex() for r in tree.roots], "size": tree.size}
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(json.dumps(content))
        os.replace(fresh, path)
    except OSError:
        with suppress(OSError):
            path.unlink()
