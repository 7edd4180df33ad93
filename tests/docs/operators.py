"""Every operator of ours: what it does, its parameters, what it promises, and what of a value may still be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from typing import Any

from piiscan.transforms import OPERATORS
from piiscan.transforms.generalize import FORMS
from piiscan.transforms.rows import ROWS
from tests.docs.markdown import code, said, table, titled

_KINDS = {
    "map": "a masked cell depends on its row, the plan and the key",
    "filter": "looks at one column of a row, and says whether the row stays",
    "whole-set": "takes all rows at once",
}
_PROMISES = {
    "deterministic": "same value, same plan and key: same output",
    "reversible": "the output still tells the value: to everybody (`keep`), or to who holds the key",
    "unique": "different values become different outputs",
    "format_preserving": "the output fits the type of the column",
    "needs_key": "nothing without `--key`",
}


def page() -> str:
    forms = (_operator(f"generalize, to: {name}", kind) for name, kind in FORMS.items())
    plain = (_operator(name, OPERATORS.load(name)) for name in sorted(OPERATORS.builtin) if name != "generalize")
    return titled(
        "Operators",
        "What a plan can say of a column, a text or the rows of a table. [Masking](../masking.md) says which to take.",
        table(("kind", "what it means"), _KINDS.items()),
        table(("promise", "what it means"), ((code(name), what) for name, what in _PROMISES.items())),
        "## Of columns and texts",
        *plain,
        *forms,
        "## Of rows",
        *(_operator(name, ROWS.load(name)) for name in sorted(ROWS.builtin)),
    )


def _operator(name: str, kind: Any) -> str:
    parameters = [_parameter(field) for field in fields(kind) if field.name != "to"]
    listed = table(("parameter", "type", "default"), parameters) if parameters else "No parameters."
    return "\n\n".join((f"### {name}", said(kind), f"Kind: {kind.kind}.{_promises(kind)}", listed))


def _promises(kind: Any) -> str:
    promises = getattr(kind, "promises", None)
    if promises is None:
        return ""
    return f" Promises: {', '.join(_held(promises)) or 'none'}."


def _held(promises: Any) -> Iterator[str]:
    return (code(name) for name in _PROMISES if getattr(promises, name))


def _parameter(field: Field[Any]) -> tuple[str, str, str]:
    return code(field.name), code(str(field.type)), _default(field)


def _default(field: Field[Any]) -> str:
    if field.default_factory is not MISSING:
        return code(str(field.default_factory()))
    return "must be given" if field.default is MISSING else code(repr(field.default))
