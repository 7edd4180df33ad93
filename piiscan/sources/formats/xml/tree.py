"""Which elements of a file are rows, and which leaves are their columns.

The outermost element that stands twice under one parent is a row. What repeats below it is a list (`[*]`), as in
JSON; attributes are `@name`, texts between elements `#text`. What stands outside of rows is one row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.xml.tokens import attributes, name_of, tokens
from piiscan.sources.paths import DEEPEST, ELEMENT, ROOT

NODES = 10_000
"""Most different elements of a file; more are names that are data."""


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """All elements of one name under the same names.

    `leaf` is the column that its text is in, `columns` are those of its attributes; `record` is the row it is in.
    """

    name: str
    parent: Node | None
    children: dict[str, Node] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    repeats: bool = False
    filled: bool = False
    record: Node | None = None
    path: str = ""
    leaf: str | None = None

    @property
    def place(self) -> str:
        return f"{self.parent.place if self.parent else ''}/{self.name}"

    def all_columns(self) -> Iterator[str]:
        """Its own leaves and those below it, as far as they belong to the same rows."""
        yield from self.columns.values()
        if self.leaf is not None:
            yield self.leaf
        for node in self.children.values():
            if node.record is self.record:
                yield from node.all_columns()

    def assign(self, record: Node | None) -> None:
        """Give it, and all below it, the row they belong to, and their paths from there."""
        if record is None and self.repeats:
            self.record, self.path = self, ROOT
        else:
            above = self.parent.path if self.parent else ROOT
            self.record, self.path = record, child(above, self.name) + (ELEMENT if self.repeats else "")
        self.columns = {name: child(self.path, f"@{name}") for name in self.columns}
        self.leaf = self._leaf()
        for below in self.children.values():
            below.assign(self.record)

    def _leaf(self) -> str | None:
        """An element that only ever has attributes has no text."""
        if not self.children:
            return self.path if self.filled or not self.columns else None
        return child(self.path, "#text") + ELEMENT if self.filled else None


def survey(file: SourceFile) -> Node:
    """The root, after one reading. Raises SourceUnreadable."""
    top = Node("", None)
    stack, node, seen = [(top, set[str]())], top, set[str]()
    nodes = 0
    for token in chain.from_iterable(tokens(file)):
        if token[0] != "<":
            node.filled = node.filled or not token.isspace()
        elif token[1] == "/":
            stack.pop()
            node, seen = stack[-1]
        elif token[1] not in "!?":
            below = _entered(token, node, seen)
            nodes += not below.path
            below.path = "known"
            if "</" in token:
                below.filled = below.filled or bool(token[token.index(">") + 1 : token.index("</")].strip())
            elif not token.endswith("/>"):
                node, seen = below, set()
                stack.append((node, seen))
            if nodes > NODES or len(stack) > DEEPEST:
                reason = f"has more than {NODES} elements of different names and places, or {DEEPEST} levels"
                raise SourceUnreadable(file.source, reason)
        elif token.startswith("<![CDATA["):
            node.filled = node.filled or bool(token[9:-3].strip())
    [root] = top.children.values()
    root.parent = None
    root.assign(None)
    return root


def _entered(tag: str, parent: Node, seen: set[str]) -> Node:
    """The node of an element that begins; `seen` are the names that its parent element has had."""
    name = name_of(tag)
    node = parent.children.get(name)
    if node is None:
        node = parent.children[name] = Node(name, parent)
    if name in seen:
        node.repeats = True
    seen.add(name)
    if "=" in tag and "</" not in tag:
        node.columns.update((attribute.name, "") for attribute in attributes(tag) if not declares(attribute.name))
    return node


def child(path: str, name: str) -> str:
    """The path of an element, attribute (`@name`) or text: `$.c:data.@id`; a name with a point is quoted."""
    return f'{path}["{name}"]' if "." in name else f"{path}.{name}"


def declares(name: str) -> bool:
    """Whether an attribute declares a namespace; those are scanned as text."""
    return name == "xmlns" or name.startswith("xmlns:")


def records(node: Node) -> Iterator[Node]:
    """The elements that are rows, in the order in which they first appear."""
    if node.record is node:
        yield node
        return
    for below in node.children.values():
        yield from records(below)
