"""A walk through a file, in which every leaf, and every piece of layout, comes by in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.xml.tokens import Attribute, attributes, name_of, text_of, tokens
from piiscan.sources.formats.xml.tree import Node


class Start(NamedTuple):
    """A start tag, or an empty element."""

    raw: str
    node: Node
    attributes: list[Attribute]


class Text(NamedTuple):
    """A run of text in an element: all of it, for an element without children. `raws` hold comments too."""

    raws: list[str]
    node: Node

    @property
    def value(self) -> str | None:
        """The text without the blanks around it, None if there is nothing else."""
        said = "".join(map(text_of, filter(is_text, self.raws)))
        return said.strip() or None


class Finish(NamedTuple):
    """An end tag; `raw` is empty for one that an empty element does not have."""

    raw: str
    node: Node


class Aside(NamedTuple):
    """A comment, an instruction, the document type; or blanks outside the root."""

    raw: str


Step = Start | Text | Finish | Aside


def walk(file: SourceFile, root: Node) -> Iterator[Step]:
    """Every element yields Start, then at least one Text if it has no children, then Finish."""
    stack: list[Node] = []
    run: list[str] = []
    for token in tokens(file):
        if is_tag(token):
            closing = token.startswith("</")
            if run or (closing and not stack[-1].children):
                yield Text(run, stack[-1])
                run = []
            yield from _closed(token, stack) if closing else _opened(token, stack, root)
        elif stack and (is_text(token) or run or not stack[-1].children):
            run.append(token)
        else:
            yield Aside(token)


def _opened(tag: str, stack: list[Node], root: Node) -> Iterator[Step]:
    node = stack[-1].children[name_of(tag)] if stack else root
    yield Start(tag, node, attributes(tag))
    if not tag.endswith("/>"):
        stack.append(node)
        return
    if not node.children:
        yield Text([], node)
    yield Finish("", node)


def _closed(tag: str, stack: list[Node]) -> Iterator[Step]:
    yield Finish(tag, stack.pop())


def is_tag(token: str) -> bool:
    return token.startswith("<") and token[1] not in "!?"


def is_text(token: str) -> bool:
    return not token.startswith("<") or token.startswith("<![CDATA[")
