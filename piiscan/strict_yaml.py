"""Strict YAML: what a policy, plan, scheme or pack file may be made of, before anyone asks what it means.

No tags, no duplicate keys, no keys that are not text, no numbers to the base of 60; aliases only where they are asked
for; limits on size, nodes (those behind aliases, too) and nesting, so that a hostile file is refused within a second.
An error names file, line and cause, never what stands there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from piiscan.errors import UsageError

LIMIT = 1 << 20
"""Bytes that a file may have."""

_NODES = 100_000
_DEPTH = 32


class _Refused(Exception):
    """A construct that YAML allows and we do not."""


class _Loader(yaml.CSafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.tag != "tag:yaml.org,2002:str":
                raise _Refused(_at(key.start_mark, "this key is not a text; put it in quotes"))
            if key.value in seen:
                raise _Refused(_at(key.start_mark, "this key stands here twice"))
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _number(loader: _Loader, node: yaml.ScalarNode) -> Any:
    """YAML 1.1 reads 1:30 as 90, and takes the longer for it the longer that is."""
    if ":" in node.value:
        raise _Refused(_at(node.start_mark, "this would be a number to the base of 60; put it in quotes"))
    return yaml.CSafeLoader.yaml_constructors[node.tag](loader, node)


for _kind in ("int", "float"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _number)


def read(path: Traversable, error: type[UsageError], aliases: bool = False) -> Any:
    """Content of a YAML file. Raises `error`, in one line, for a file that is not strict YAML."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    except OSError as failure:
        raise error(f"{path}: cannot be read: {failure.strerror}") from None
    if len(content) > LIMIT:
        raise error(f"{path}: larger than 1 MiB")
    try:
        return parse(content.decode("utf-8-sig"), str(path), error, aliases)
    except UnicodeDecodeError:
        raise error(f"{path}: not UTF-8") from None


def parse(text: str, file: str, error: type[UsageError], aliases: bool = False) -> Any:
    """Content of a YAML text; `file` is how errors call it."""
    try:
        _survey(text, aliases)
        return yaml.load(text, Loader=_Loader)
    except _Refused as refused:
        raise error(f"{file}: {refused}") from None
    except (yaml.YAMLError, ValueError) as broken:
        raise error(f"{file}: {_cause(text, broken)}") from None


def _survey(text: str, aliases: bool) -> None:
    """Refuse what is not to be constructed at all, event by event and so in bounded memory."""
    tally = _Tally()
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) and not (aliases and event.anchor in tally.behind):
            why = "this alias is of nothing that ends before it" if aliases else "aliases are not allowed"
            raise _Refused(_at(event.start_mark, f"{why}; write the value out"))
        tally.count(event)
        if tally.nodes > _NODES or len(tally.open) > _DEPTH:
            raise _Refused(_at(event.start_mark, "too many or too deeply nested entries"))
        if getattr(event, "tag", None) is not None:
            raise _Refused(_at(event.start_mark, "tags are not allowed"))


@dataclass(slots=True)
class _Tally:
    """`nodes` so far, those behind an alias as often as that stands there; anchors of what is `open`, and nodes before.

    `behind` says how many nodes an anchor stands for.
    """

    nodes: int = 0
    open: list[tuple[str | None, int]] = field(default_factory=list)
    behind: dict[str | None, int] = field(default_factory=dict)

    def count(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.nodes += self.behind[event.anchor]
        elif isinstance(event, yaml.NodeEvent):
            self.nodes += 1
            self.open.append((event.anchor, self.nodes - 1))
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionEndEvent):
            anchor, before = self.open.pop()
            self.behind[anchor] = self.nodes - before


def _cause(text: str, broken: Exception) -> str:
    mark = getattr(broken, "problem_mark", None)
    if mark is None:
        return "not valid YAML"
    line = text.splitlines()[mark.line : mark.line + 1]
    tabbed = any("\t" in part[: len(part) - len(part.lstrip())] for part in line)
    return _at(mark, "a tab in the indentation; use blanks" if tabbed else "not valid YAML")


def _at(mark: Any, cause: str) -> str:
    return f"line {mark.line + 1}: {cause}"
