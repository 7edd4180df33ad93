"""The lines of a log in their order, each proven to follow from all before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from piiscan.audit.entry import Entry, decoded
from piiscan.audit.merkle import EMPTY, Tree
from piiscan.errors import AuditRefused

__all__ = ["LONGEST", "Flaw", "Link", "Torn", "links"]

LONGEST = 64 * 1024
"""Octets of a line, its end included: events hold names and counts."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line that holds; `tree` and `end` (an offset) are those of the log up to it."""

    entry: Entry
    tree: Tree
    end: int


class Flaw(AuditRefused):
    """A line, counted from 1, does not follow from those before it."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"audit log, line {line}: {reason}; nothing is added to it: see `piiscan audit verify`")
        self.line, self.reason = line, reason


class Torn(Exception):
    """After the last whole line stands the start of another, which no one was told was written.

    `link` is set where only its line end is missing.
    """

    def __init__(self, line: int, tail: bytes, link: Link | None) -> None:
        super().__init__(line)
        self.line, self.tail, self.link = line, tail, link


def links(stream: BinaryIO, tree: Tree = EMPTY, end: int = 0) -> Iterator[Link]:
    """Every line from `end` on, where those before have `tree`.

    Raises Flaw at the first that does not hold, Torn for a last one without its end.
    """
    stream.seek(end)
    while line := stream.readline(LONGEST):
        number = tree.size + 1
        if not line.endswith(b"\n"):
            if len(line) == LONGEST:
                raise Flaw(number, "it is longer than any event")
            raise Torn(number, line, _without_end(line, tree, end))
        link = _link(line[:-1], tree, end + len(line))
        tree, end = link.tree, link.end
        yield link


def _link(line: bytes, before: Tree, end: int) -> Link:
    try:
        return Link(decoded(line, before), before.with_leaf(line), end)
    except ValueError as wrong:
        raise Flaw(before.size + 1, str(wrong)) from None


def _without_end(tail: bytes, before: Tree, start: int) -> Link | None:
    """What a writer that was stopped leaves is the start of a line: more than a whole one was put there."""
    text = tail.decode("utf-8", "replace")
    try:
        json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return _link(tail, before, start + len(tail) + 1)
