"""How the parts of a package refer to each other (ECMA-376 part 2, 9)."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from piiscan.sources.formats.workbook.markup import Local, parsed
from piiscan.sources.formats.workbook.package import Package


class Relation(NamedTuple):
    """`kind` is the last word of its type; `target` a part of the package, or whatever an external one names."""

    id: str
    kind: str
    target: str
    external: bool


class _Handler:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._local = Local()
        self._found: list[Relation] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._local[name] == "Relationship":
            external = attributes.get("TargetMode") == "External"
            target = attributes.get("Target", "")
            within = posixpath.normpath(posixpath.join("/" + self._folder, target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            self._found.append(Relation(attributes.get("Id", ""), kind, target if external else within, external))

    def end(self, name: str) -> None: ...

    def text(self, characters: str) -> None: ...

    def take(self, done: bool) -> list[Relation]:
        found, self._found = self._found, []
        return found


def relations(package: Package, part: str) -> list[Relation]:
    """The relations of a part; those of the package itself for an empty name."""
    folder, name = posixpath.split(part)
    described = posixpath.join(folder, "_rels", f"{name}.rels")
    return relations_in(package, described, folder) if described in package else []


def relations_in(package: Package, described: str, folder: str) -> list[Relation]:
    """The relations that a part describes; their targets are relative to `folder`."""
    with package.open(described) as stream:
        return list(parsed(stream, _Handler(folder)))
