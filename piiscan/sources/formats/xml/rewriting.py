"""An XML file again, with masked leaves: walked through a second time, beside the masked rows and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.model.text import as_text as frame_as_text
from piiscan.sources.atomic import write_all
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.xml.asides import lines_of
from piiscan.sources.formats.xml.tokens import as_attribute, as_cdata, as_text, attributes, is_aside, is_text, text_of
from piiscan.sources.formats.xml.tree import Node, declares
from piiscan.sources.formats.xml.walking import Kind, Step, layout, said, taken_apart, walk
from piiscan.sources.paths import repeats

_BUFFER = 1 << 20
_NONE_LEFT = object()


def rewrite(
    file: SourceFile,
    root: Node,
    frames: Mapping[Node | None, Iterator[pl.DataFrame]],
    parts: Iterator[pl.Series],
    stream: BinaryIO,
) -> None:
    """Write the file. Raises OutputFailed where what came back does not fit it."""
    writer = _Writer({record: Rows(file.source, rows) for record, rows in frames.items()}, parts)
    buffer: list[str] = []
    size = 0
    for step in walk(file, root):
        for piece in writer.pieces(step):
            buffer.append(piece)
            size += len(piece)
        if size > _BUFFER:
            write_all(stream, "".join(buffer).encode())
            buffer, size = [], 0
    writer.close()
    write_all(stream, "".join(buffer).encode())


class Rows:
    """The masked rows of one table, and the one that is being laid in."""

    def __init__(self, source: str, frames: Iterator[pl.DataFrame]) -> None:
        self._source = source
        self._rows = (row for frame in map(frame_as_text, frames) for row in self._named(frame))
        self.kept: frozenset[str] = frozenset()
        self._row: dict[str, Any] = {}
        self._lists: dict[str, Iterator[Any]] = {}
        self._next: dict[str, Any] | None = next(self._rows, None)

    def _named(self, frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
        self.kept = frozenset(frame.columns)
        return frame.iter_rows(named=True)

    def begin(self) -> None:
        if self._next is None:
            raise OutputFailed(f"{self._source}: fewer rows came back than the source has")
        self._require_all_taken()
        self._row, self._lists, self._next = self._next, {}, next(self._rows, None)

    def take(self, path: str) -> str | None:
        """The next value of a kept column; a null in place of a list stands for nulls in all places."""
        cell: Any = self._row[path]
        if cell is not None and repeats(path):
            cell = next(self._lists.setdefault(path, iter(cell)), _NONE_LEFT)
            if cell is _NONE_LEFT:
                raise OutputFailed(f"{self._source}: a list came back shorter than it was")
        return cast(str | None, cell)

    def close(self) -> None:
        self._require_all_taken()
        if self._next is not None:
            raise OutputFailed(f"{self._source}: more rows came back than the source has")

    def _require_all_taken(self) -> None:
        if any(next(left, _NONE_LEFT) is not _NONE_LEFT for left in self._lists.values()):
            raise OutputFailed(f"{self._source}: a list came back longer than it was")


@dataclass
class _Writer:
    rows: Mapping[Node | None, Rows]
    parts: Iterator[pl.Series]
    gone: Node | None = None
    kept: dict[Node, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = (line for part in self.parts for line in part)
        if None in self.rows:
            self.rows[None].begin()

    def pieces(self, step: Step) -> Iterable[str]:
        """What is written for a step; nothing inside an element of which no column is left."""
        kind, raws, node = step
        if self.gone is None and (kind is Kind.OPEN or kind is Kind.LEAF) and not self._is_kept(node):
            self.gone = node
        if self.gone is None:
            return self._written(kind, raws, node)
        for raw in raws:
            for _ in lines_of(raw):
                self._line()
        if node is self.gone and (kind is Kind.CLOSE or kind is Kind.LEAF):
            self.gone = None
        return ()

    def close(self) -> None:
        for rows in self.rows.values():
            rows.close()
        if next(self.lines, None) is not None:
            raise OutputFailed("more lines came back than the source has")

    def _written(self, kind: Kind, raws: list[str], node: Node) -> Iterable[str]:
        if (kind is Kind.OPEN or kind is Kind.LEAF) and node.record is node:
            self.rows[node].begin()
        if kind is Kind.LEAF:
            start, text, end = taken_apart(raws[0])
            return start, *self._run([text] if text else [], node), end
        if kind is Kind.TEXT:
            return self._run(raws, node)
        if kind is Kind.OPEN and "=" in raws[0]:
            return (self._tag(raws[0], node),)
        return map(self._aside, raws) if kind is Kind.ASIDE and raws[0][0] == "<" else raws

    def _tag(self, raw: str, node: Node) -> str:
        pieces, done = [], 0
        for attribute in attributes(raw):
            value, dropped = self._attribute(node, attribute.name, attribute.value)
            if dropped:
                pieces.append(raw[done : raw.rindex(attribute.name, 0, attribute.start)].rstrip())
                done = attribute.end + 1
            elif value != attribute.value:
                pieces += [raw[done : attribute.start], as_attribute(value)]
                done = attribute.end
        return "".join(pieces) + raw[done:]

    def _attribute(self, node: Node, name: str, value: str) -> tuple[str, bool]:
        """The new value, and whether the attribute is dropped."""
        if declares(name):
            return (self._line() if value else value), False
        path, rows = node.columns[name], self.rows[node.record]
        if path not in rows.kept:
            return "", True
        return rows.take(path) or "", False

    def _run(self, raws: list[str], node: Node) -> Iterable[str]:
        path, before = node.leaf, said(raws)
        if path is None or (before is None and node.children):
            return map(self._aside, raws)
        rows = self.rows[node.record]
        after = (rows.take(path) if path in rows.kept else None) or None
        return map(self._aside, raws) if after == before else self._filled(raws, after or "")

    def _filled(self, raws: list[str], value: str) -> Iterator[str]:
        """The run with another text, where the first one stood; the blanks around it, and comments, stay."""
        texts = [raw for raw in raws if is_text(raw) and text_of(raw).strip()]
        if not texts:
            raise OutputFailed("a value came back where there was none")
        for raw in raws:
            if is_aside(raw):
                yield self._aside(raw)
            elif raw is texts[0] and raw.startswith("<!"):
                yield as_cdata(value)
            elif raw is texts[0]:
                before, _, after = layout(raw)
                yield before + as_text(value) + after
            else:
                yield layout(raw)[2] if raw in texts else raw

    def _aside(self, raw: str) -> str:
        """A comment with its masked lines; anything else as it is."""
        if not raw or not is_aside(raw):
            return raw
        written = "".join([self._line() for _ in lines_of(raw)])
        whole = written.startswith(raw[:2]) and written.endswith(raw[-1:])
        if not whole or (raw.startswith("<!--") and "--" in written[4:-3]):
            raise OutputFailed("a masked comment is none any more: give the comments another operator")
        return written

    def _line(self) -> str:
        line: str | None = next(self.lines, None)
        if line is None:
            raise OutputFailed("fewer lines came back than the source has")
        return line

    def _is_kept(self, node: Node) -> bool:
        if node not in self.kept:
            columns = list(node.all_columns())
            left = not columns or any(path in self.rows[node.record].kept for path in columns)
            self.kept[node] = left or node.record is node or any(map(self._is_kept, node.children.values()))
        return self.kept[node]
