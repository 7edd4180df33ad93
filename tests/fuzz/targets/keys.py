"""What of a YAML text are keys, told by another reader than ours."""

from __future__ import annotations

from collections.abc import Iterator

import yaml


def keys(octets: bytes) -> str:
    """All keys that stand anywhere in it; none where it is no YAML."""
    try:
        root = yaml.compose(octets.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
        return "\n".join(_keys(root, set()))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return ""


def _keys(node: yaml.Node | None, seen: set[int]) -> Iterator[str]:
    if id(node) in seen or not isinstance(node, yaml.CollectionNode):
        return
    seen.add(id(node))
    for entry in node.value:
        key, value = entry if isinstance(node, yaml.MappingNode) else (None, entry)
        yield from [str(key.value)] if key is not None else []
        yield from _keys(value, seen)
