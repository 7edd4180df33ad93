"""What a dbt manifest.json says of models, sources, seeds and snapshots: their names, and the relations they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from piiscan.errors import UsageError

_KINDS = ("model", "seed", "snapshot", "source")


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource; `source` is the source that a table belongs to, `described_in` the file that has its properties."""

    kind: str
    name: str
    source: str | None
    described_in: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """`version` is that of dbt; `relations` are resources by every name of their relation, in lower case."""

    version: tuple[int, ...]
    relations: Mapping[str, tuple[Resource, ...]]

    def resource(self, *names: str) -> Resource | None:
        """The resource whose relation has one of the names: `schema.table`, or `table` where that is enough.

        Raises UsageError where that is more than one.
        """
        found = next((found for name in names if (found := self.relations.get(name.lower()))), ())
        if len(found) > 1:
            said = ", ".join(f"{r.kind} {r.source or ''} {r.name}".replace("  ", " ") for r in found)
            raise UsageError(f"dbt: a table of the findings could be {said}: scan it by its schema and name")
        return found[0] if found else None


def load_manifest(path: Path) -> Manifest:
    """The manifest in a file. Raises UsageError for what is none."""
    try:
        content = json.loads(path.read_bytes())
        version = tuple(int(part) for part in re.findall(r"\d+", content["metadata"]["dbt_version"])[:2])
        return Manifest(version, _relations([*content["nodes"].values(), *content["sources"].values()]))
    except OSError as failed:
        raise UsageError(f"{path}: cannot be read: {failed.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError(f"{path}: not a dbt manifest (target/manifest.json of dbt 1.5 or later)") from None


def _relations(nodes: list[dict[str, Any]]) -> dict[str, tuple[Resource, ...]]:
    relations: dict[str, tuple[Resource, ...]] = {}
    for node in nodes:
        if node["resource_type"] in _KINDS:
            resource = Resource(node["resource_type"], node["name"], node.get("source_name"), _described_in(node))
            for name in _names(node):
                relations[name] = (*relations.get(name, ()), resource)
    return relations


def _described_in(node: Mapping[str, Any]) -> str | None:
    """The YAML file: a source is declared in one, another resource may have one (`project://models/schema.yml`)."""
    if node["resource_type"] == "source":
        return str(node["original_file_path"])
    return str(node["patch_path"]).partition("://")[2] if node.get("patch_path") else None


def _names(node: Mapping[str, Any]) -> Iterator[str]:
    """`table`, `schema.table`, `database.schema.table`."""
    name = node.get("identifier") or node.get("alias") or node["name"]
    yield name.lower()
    if node.get("schema"):
        yield f"{node['schema']}.{name}".lower()
        if node.get("database"):
            yield f"{node['database']}.{node['schema']}.{name}".lower()
