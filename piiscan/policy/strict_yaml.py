"""Strict YAML: what a policy, plan or scheme file may be made of, before anyone asks what it means.

No aliases, no tags, no duplicate keys, no keys that are not text; limits on size, nodes and nesting, so that
a hostile file is refused within a second. An error names file, line and cause, never what stands there.
"""

from __future__ import annotations

from pathlib import Path
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


def read(path: Path, error: type[UsageError]) -> Any:
    """Content of a YAML file. Raises `error`, in one line, for a file that is not strict YAML."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    except OSError as failure:
        raise error(f"{path}: cannot be read: {failure.strerror}") from None
    if len(content) > LIMIT:
        raise error(f"{path}: larger than 1 MiB")
    try:
        return parse(content.decode("utf-8-sig"), str(path), error)
    except UnicodeDecodeError:
        raise error(f"{path}: not UTF-8") from None


def parse(text: str, file: str, error: type[UsageError]) -> Any:
    """Content of a YAML text; `file` is how errors call it."""
    try:
        _survey(text)
        return yaml.load(text, Loader=_Loader)
    except _Refused as refused:
        raise error(f"{file}: {refused}") from None
    except yaml.MarkedYAMLError as broken:
        raise error(f"{file}: {_cause(text, broken)}") from None
    except (yaml.YAMLError, ValueError):
        raise error(f"{file}: not valid YAML") from None


def _survey(text: str) -> None:
    """Refuse what is not to be constructed at all, event by event and so in bounded memory."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        nodes += isinstance(event, yaml.NodeEvent)
        if nodes > _NODES or depth > _DEPTH:
            raise _Refused(_at(event.start_mark, "too many or too deeply nested entries"))
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(_at(event.start_mark, "aliases are not allowed; write the value out"))
        if getattr(event, "tag", None) is not None:
            raise _Refused(_at(event.start_mark, "tags are not allowed"))


def _cause(text: str, broken: yaml.MarkedYAMLError) -> str:
    mark = broken.problem_mark or broken.context_mark
    if mark is None:
        return "not valid YAML"
    line = text.splitlines()[mark.line : mark.line + 1]
    tabbed = any("\t" in part[: len(part) - len(part.lstrip())] for part in line)
    return _at(mark, "a tab in the indentation; use blanks" if tabbed else "not valid YAML")


def _at(mark: Any, cause: str) -> str:
    return f"line {mark.line + 1}: {cause}"
