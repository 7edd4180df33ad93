"""Names of tables and columns, without their quotes."""

from __future__ import annotations

import re

_PART = re.compile(r'"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]|([^\s.,()"`\[\]]+)')


def parts(text: str) -> list[str]:
    """The names in `"a"."b"` or `(a, b)`, in their order."""
    return [_unquoted(found) for found in _PART.finditer(text)]


def table_name(text: str, inside: str | None) -> str:
    """`schema.table`; `inside` is the schema or database that is in use."""
    named = parts(text)
    return ".".join([inside, *named] if inside and len(named) == 1 else named)


def _unquoted(found: re.Match[str]) -> str:
    double, back, square, plain = found.groups()
    if double is not None:
        return double.replace('""', '"')
    if back is not None:
        return back.replace("``", "`")
    return square if square is not None else plain
