"""A tree as an Avro schema again, in which each name is defined once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from piiscan.sources.formats.avro.schema import Leaf, Many, Node, Record, Union

NAMELESS = "record"
"""For records without a name, as Polars writes them: the specification asks for one."""


def as_schema(node: Node, references: bool = True) -> Any:
    """The schema as JSON. Types of one name that came to differ, because masks differ, get names of their own.

    Without references each place defines its type, under names of their own too: Polars follows none.
    """
    return _Naming(references).schema(node)


@dataclass(slots=True)
class _Naming:
    references: bool
    names: dict[str, Node] = field(default_factory=dict)

    def schema(self, node: Node) -> Any:
        if isinstance(node, Many):
            return {"type": node.kind, "items" if node.kind == "array" else "values": self.schema(node.inner)}
        if isinstance(node, Union):
            return [self.schema(branch) for branch in node.branches]
        if isinstance(node, Leaf) and not node.name:
            return {"type": node.kind, **node.attributes} if node.attributes else node.kind
        return self._named(node)

    def _named(self, node: Leaf | Record) -> Any:
        spaces = any("." in name for name in self.names)
        name, count = node.name or NAMELESS, 1
        while name in self.names and not self._refers(name, node, spaces):
            count += 1
            name = f"{node.name or NAMELESS}_{count}"
        if name in self.names:
            return name
        self.names[name] = node
        return self._defined(node, name, spaces)

    def _refers(self, name: str, node: Node, spaces: bool) -> bool:
        """Whether the name can stand for the type: one without a dot is looked for in the namespace around it."""
        return self.references and self.names[name] == node and ("." in name or not spaces)

    def _defined(self, node: Leaf | Record, name: str, spaces: bool) -> Any:
        space, _, last = name.rpartition(".")
        declared = {"name": last, **({"namespace": space} if space or spaces else {}), **node.attributes}
        if isinstance(node, Leaf):
            return {"type": node.kind, **declared}
        fields = [{"name": at.name, "type": self.schema(at.type), **at.attributes} for at in node.fields]
        return {"type": "record", **declared, "fields": fields}
