"""An Avro schema as a tree: names resolved, and nothing in it that could grow without end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from piiscan.sources.nested import TooDeep
from piiscan.sources.nested.reading import Damaged
from piiscan.sources.paths import DEEPEST

NODES = 100_000
"""Most parts of a schema once its names are resolved: a few lines can stand for any number."""

PRIMITIVE = {"null", "boolean", "int", "long", "float", "double", "bytes", "string"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """`kind` is a primitive, `enum` or `fixed`; `name` is full, of those two. `attributes` are all the others."""

    kind: str
    name: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a record; its attributes are `doc`, `default` and what else stands there."""

    name: str
    type: Node
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    name: str
    fields: tuple[Member, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Many:
    """An `array` or a `map`, whose keys are strings."""

    kind: str
    inner: Node


@dataclass(frozen=True, slots=True)
class Union:
    branches: tuple[Node, ...]

    @property
    def filled(self) -> tuple[Node, ...]:
        """The branches that are not null."""
        return tuple(branch for branch in self.branches if kind(branch) != "null")


Node: TypeAlias = Leaf | Record | Many | Union
NULL, STRING = Leaf("null"), Leaf("string")


def kind(node: Node) -> str:
    """What a union calls it, if it has no name."""
    return node.kind if isinstance(node, Leaf | Many) else "record" if isinstance(node, Record) else "union"


def branch_names(union: Union) -> dict[str, Node]:
    """The filled branches, by their last names, or by full names if those are alike."""
    full = {getattr(branch, "name", "") or kind(branch): branch for branch in union.filled}
    short = {name.rpartition(".")[2]: branch for name, branch in full.items()}
    return short if len(short) == len(full) else full


def tree(schema: Any) -> Record:
    """The tree of a parsed schema. Raises Damaged and TooDeep."""
    node = _Reading().node(schema, "", 0)
    if not isinstance(node, Record):
        raise Damaged("holds no records, but values of another type")
    return node


@dataclass(slots=True)
class _Reading:
    definitions: dict[str, dict[str, Any]] = field(default_factory=dict)
    within: list[str] = field(default_factory=list)
    nodes: int = 0

    def node(self, schema: Any, space: str, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > NODES:
            raise Damaged(f"its schema has more than {NODES} parts")
        if depth > DEEPEST:
            raise TooDeep
        if isinstance(schema, str):
            return Leaf(schema) if schema in PRIMITIVE else self._reference(schema, space, depth)
        if isinstance(schema, list):
            return Union(tuple(self.node(branch, space, depth + 1) for branch in schema))
        return self._declared(dict(schema), space, depth)

    def _declared(self, schema: dict[str, Any], space: str, depth: int) -> Node:
        what = schema.pop("type")
        if what in ("array", "map"):
            return self._many(what, schema, space, depth)
        if what in ("record", "error", "enum", "fixed"):
            return self._named(what, schema, space, depth)
        if isinstance(what, str) and what in PRIMITIVE:
            return Leaf(what, attributes=schema)
        return self.node(what, space, depth)

    def _many(self, what: str, schema: dict[str, Any], space: str, depth: int) -> Many:
        inner = self.node(schema["items" if what == "array" else "values"], space, depth + 1)
        if what == "array" and not _has_bytes(inner):
            raise Damaged("has lists of elements without content, which can be of any length")
        return Many(what, inner)

    def _named(self, what: str, schema: dict[str, Any], space: str, depth: int) -> Node:
        name = _full_name(str(schema.pop("name", "")), schema.pop("namespace", space))
        self.definitions.setdefault(name, {**schema, "type": what, "name": name, "namespace": ""})
        if name in self.within:
            raise Damaged("its schema contains itself, so that its records have no columns")
        if what in ("enum", "fixed"):
            return Leaf(what, name, schema)
        self.within.append(name)
        inside = name.rpartition(".")[0]
        fields = tuple(self._member(dict(member), inside, depth) for member in schema.pop("fields"))
        self.within.pop()
        if len({member.name for member in fields}) < len(fields):
            raise Damaged("two of its fields have the same name")
        return Record(name, fields, schema)

    def _member(self, member: dict[str, Any], space: str, depth: int) -> Member:
        return Member(member.pop("name"), self.node(member.pop("type"), space, depth + 1), member)

    def _reference(self, name: str, space: str, depth: int) -> Node:
        for full in (_full_name(name, space), name):
            if full in self.definitions:
                return self._declared(dict(self.definitions[full]), "", depth)
        raise Damaged("its schema names a type that it does not define")


def _full_name(name: str, space: str | None) -> str:
    return name if "." in name or not space else f"{space}.{name}"


def _has_bytes(node: Node) -> bool:
    """Whether each value takes at least one byte."""
    if isinstance(node, Leaf):
        return node.kind != "null" and node.attributes.get("size") != 0
    return any(_has_bytes(member.type) for member in node.fields) if isinstance(node, Record) else True
