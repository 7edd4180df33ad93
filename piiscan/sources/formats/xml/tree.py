"""Which elements of a file are rows, and which leaves are their columns.

The outermost element that stands twice under one parent is a row. What repeats below it is a list (`[*]`), as in
JSON; attributes are `@name`, texts between elements `#text`. What stands outside of rows is one row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.json.leaves import DEEPEST, ELEMENT, ROOT, child
from piiscan.sources.formats.xml.tokens import attributes, name_of, text_of, tokens

NODES = 10_000
"""Most different elements of a file; more are names that are data."""


@dataclass(slots=True, eq=False)
class Node:
    """All elements of one name under the same names. `depth` counts from the root, which is 0."""

    name: str
    parent: Node | None
    depth: int
    children: dict[str, Node] = field(default_factory=dict)
    attributes: dict[str, None] = field(default_factory=dict)
    repeats: bool = False
    filled: bool = False
    record: Node | None = None
    path: str = ""

    @property
    def leaf(self) -> str | None:
        """The column that its text is in; none for an element that only ever has attributes."""
        if not self.children:
            return self.path if self.filled or not self.attributes else None
        return child(self.path, "#text") + ELEMENT if self.filled else None

    def attribute(self, name: str) -> str:
        return child(self.path, f"@{name}")

    @property
    def place(self) -> str:
        return f"{self.parent.place if self.parent else ''}/{self.name}"

    def columns(self) -> Iterator[str]:
        """Its own leaves and those below it, as far as they belong to the same rows."""
        yield from (self.attribute(name) for name in self.attributes)
        if self.leaf is not None:
            yield self.leaf
        for node in self.children.values():
            if node.record is self.record:
                yield from node.columns()


def survey(file: SourceFile) -> Node:
    """The root, after one reading. Raises SourceUnreadable."""
    root: Node | None = None
    stack: list[tuple[Node, set[str]]] = []
    nodes = 0
    for token in tokens(file):
        if not token.startswith("<") or token.startswith("<![CDATA["):
            if stack and not stack[-1][0].filled and text_of(token).strip():
                stack[-1][0].filled = True
        elif token.startswith("</"):
            stack.pop()
        elif not token.startswith(("<!", "<?")):
            node, new = _entered(token, stack, root)
            root, nodes = root or node, nodes + new
            if nodes > NODES or len(stack) > DEEPEST:
                what = f"more than {NODES} different elements" if nodes > NODES else f"more than {DEEPEST} levels"
                raise SourceUnreadable(file.source, f"has {what}")
            if not token.endswith("/>"):
                stack.append((node, set()))
    assert root is not None
    _assign(root, None)
    return root


def _entered(tag: str, stack: list[tuple[Node, set[str]]], root: Node | None) -> tuple[Node, bool]:
    """The node of an element that begins, and whether it is a new one."""
    name = name_of(tag)
    parent, seen = stack[-1] if stack else (None, set())
    node = root if parent is None else parent.children.get(name)
    new = node is None
    if node is None:
        node = Node(name, parent, len(stack))
        if parent is not None:
            parent.children[name] = node
    node.repeats |= name in seen
    seen.add(name)
    node.attributes.update((attribute.name, None) for attribute in attributes(tag) if not declares(attribute.name))
    return node, new


def declares(name: str) -> bool:
    """Whether an attribute declares a namespace; those are scanned as text."""
    return name == "xmlns" or name.startswith("xmlns:")


def _assign(node: Node, record: Node | None) -> None:
    """Give every node the row it belongs to, and the path from there."""
    if record is None and node.repeats:
        node.record, node.path = node, ROOT
    else:
        node.record = record
        above = node.parent.path if node.parent else ROOT
        node.path = child(above, node.name) + (ELEMENT if node.repeats and record else "")
    for below in node.children.values():
        _assign(below, node.record)


def records(node: Node) -> Iterator[Node]:
    """The elements that are rows, in the order in which they first appear."""
    if node.record is node:
        yield node
        return
    for below in node.children.values():
        yield from records(below)
