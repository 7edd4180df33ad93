"""The documents that piiscan writes and reads, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.reports.json_schema import DIALECT, Schema
from piiscan.reports.schemas import DOCUMENTS
from tests.docs.markdown import code, table, titled


def page() -> str:
    return titled(
        "Schemas",
        f"`piiscan report --schema NAME` prints the JSON Schema of a document ({DIALECT}): required fields, no others."
        " Here is what they say, field by field; `[]` stands for each element of a list, `*` for each key. A field that"
        " may be missing ends in `?`. Of a step of a plan, other keys are the parameters of its operator.",
        *(f"## {name}\n\n{_about(schema)}\n\n{_fields(schema)}" for name, schema in documents()),
    )


def documents() -> Iterator[tuple[str, Schema]]:
    return ((name, make()) for name, make in DOCUMENTS.items())


def _about(schema: Schema) -> str:
    return str(schema["description"])


def _fields(schema: Schema) -> str:
    return table(("field", "type"), ((code(path), kind) for path, kind in _paths(schema, "")))


def _paths(schema: Schema, path: str) -> Iterator[tuple[str, str]]:
    """Each field beneath `path`, and what is beneath that."""
    for name, inner in schema.get("properties", {}).items():
        step = f"{path}.{name}".lstrip(".")
        yield step if name in schema["required"] else f"{step}?", _type(inner)
        yield from _paths(inner, step)
    if schema.get("additionalProperties") is True:
        yield f"{path}.*", "anything"
    for beneath, step in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(inner := schema.get(beneath), dict):
            yield from _paths(inner, f"{path}{step}")
    for option in schema.get("anyOf", ()):
        yield from _paths(option, path)


def _type(schema: Schema) -> str:
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(code(str(one)) for one in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("format"):
        return f"{schema['type']}, a {schema['format']}"
    return str(schema.get("type", "anything")) + _range(schema)


def _range(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is None:
        return ""
    return f", {low} or more" if high is None else f", {low} to {high}"
