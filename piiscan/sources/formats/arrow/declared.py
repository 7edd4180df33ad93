"""What the schema of an Arrow file or stream says, read before any reader trusts it."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.sources.formats.arrow.flatbuffers import Buffer
from piiscan.sources.nested import TooDeep
from piiscan.sources.nested.reading import Damaged
from piiscan.sources.paths import DEEPEST, ELEMENT, ROOT, child

FIELDS = 100_000
"""Most fields of a schema: a few bytes can declare any number by naming one field again and again."""

_NAME, _TYPE, _CHILDREN, _METADATA = 0, 2, 5, 6
_LISTS = {12, 16, 17, 21, 25, 26}
"""List, FixedSizeList, Map, LargeList, ListView, LargeListView."""

_COMMENT = ("comment", "description", "doc")
"""Keys under which writers keep what a column means."""


def comments(schema: Buffer) -> dict[str, str]:
    """Path -> what the file says about it. Raises Damaged and TooDeep."""
    fields = list(schema.tables(1))
    names = [field.text(_NAME) for field in fields]
    if len(set(names)) < len(names):
        raise Damaged("two of its columns have the same name: rename one")
    found: dict[str, str] = {}
    walk = (step for field in fields for step in _steps(field, child(ROOT, field.text(_NAME)), 0))
    for number, (path, field) in enumerate(walk):
        if number >= FIELDS:
            raise Damaged(f"its schema has more than {FIELDS} fields")
        if said := _comment(field):
            found[path] = said
    return found


def _steps(field: Buffer, path: str, depth: int) -> Iterator[tuple[str, Buffer]]:
    if depth > DEEPEST:
        raise TooDeep
    yield path, field
    repeated = field.number(_TYPE, "<B") in _LISTS
    for inner in field.tables(_CHILDREN):
        yield from _steps(inner, path + ELEMENT if repeated else child(path, inner.text(_NAME)), depth + 1)


def _comment(field: Buffer) -> str | None:
    said = {pair.text(0).lower(): pair.text(1) for pair in field.tables(_METADATA)}
    return next((said[key] for key in _COMMENT if said.get(key)), None)
