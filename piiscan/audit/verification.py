"""Whether a log is what was written, and as long as it was when its checkpoints were signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from piiscan.audit.chain import Flaw, Link, Torn
from piiscan.audit.checkpoint import Checkpoint
from piiscan.audit.entry import BEGIN, now
from piiscan.audit.log import Log
from piiscan.audit.merkle import EMPTY, Tree
from piiscan.errors import UsageError

__all__ = ["Verdict", "checkpoint", "verify"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`size` lines hold, of which `root` (hex) is the Merkle tree hash.

    `line`, from 1, is the first that does not, and `wrong` says why. `torn` is a last line without its end, which the
    next event mends. `checkpoints` are how many were asked for, `broken` says which do not hold. `warnings` are about
    the clock, on which nothing rests.
    """

    origin: str | None
    size: int
    root: str
    last: str | None
    line: int | None = None
    wrong: str | None = None
    torn: int | None = None
    checkpoints: int = 0
    broken: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self.wrong is None and not self.broken


def verify(log: Log, checkpoints: Sequence[Checkpoint] = ()) -> Verdict:
    """Every line, and each checkpoint. Without one nothing proves that no line is missing at the end."""
    seen = _Seen({checkpoint.size for checkpoint in checkpoints})
    flaw, torn = None, None
    try:
        for link in log.links():
            seen.see(link)
    except Flaw as found:
        flaw = found
    except Torn as end:
        torn = end.line
    return Verdict(
        origin=seen.origin,
        size=seen.tree.size,
        root=seen.tree.root.hex(),
        last=seen.last or None,
        line=flaw.line if flaw else None,
        wrong=flaw.reason if flaw else None,
        torn=torn,
        checkpoints=len(checkpoints),
        broken=tuple(why for checkpoint in checkpoints if (why := _broken(checkpoint, seen.origin, seen.roots))),
        warnings=tuple(seen.warnings),
    )


@dataclass(slots=True)
class _Seen:
    wanted: set[int]
    tree: Tree = EMPTY
    origin: str | None = None
    last: str = ""
    roots: dict[int, str] = field(default_factory=lambda: {0: EMPTY.root.hex()})
    warnings: list[str] = field(default_factory=list)

    def see(self, link: Link) -> None:
        self.tree, size = link.tree, link.tree.size
        if size == 1 and link.entry.event == BEGIN:
            self.origin = str(link.entry.facts.get("origin"))
        if size in self.wanted:
            self.roots[size] = link.tree.root.hex()
        if link.entry.at < self.last:
            self.warnings.append(f"line {size}: the clock had gone back")
        self.last = link.entry.at


def _broken(checkpoint: Checkpoint, origin: str | None, roots: Mapping[int, str]) -> str | None:
    said = f"the checkpoint of {checkpoint.at} at {checkpoint.size} lines"
    if checkpoint.origin != origin:
        return f"{said} is of another log"
    if checkpoint.size not in roots:
        return f"{said}: there are fewer lines that hold: the log was cut off, rolled back or changed"
    if roots[checkpoint.size] != checkpoint.root:
        return f"{said}: the lines up to there are others than were signed"
    return None


def checkpoint(log: Log) -> Checkpoint:
    """How far the log is. Raises Flaw for one that does not hold, UsageError for one without a line."""
    verdict = verify(log)
    if verdict.line is not None:
        raise Flaw(verdict.line, str(verdict.wrong))
    if verdict.origin is None:
        raise UsageError(f"{log.path}: there is no audit log yet: nothing can be signed")
    return Checkpoint(verdict.origin, verdict.size, verdict.root, now())
