"""Which columns a fixed width file has: a YAML or JSON file that the caller names.

    unit: bytes                # or characters; bytes of the file's own encoding are what host systems count
    columns:
      - {name: customer_no, start: 1, width: 8}
      - {name: amount, width: 12, align: right}      # without a start: after the column before

Places that no column takes are columns of their own, for nothing is to be passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from piiscan.errors import UsageError

_KEYS = {"name", "start", "width", "align"}


@dataclass(frozen=True, slots=True)
class Field:
    """A column from `start` (counted from 0) to `end`, which is not its own any more."""

    name: str
    start: int
    end: int
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Spec:
    """The columns in order, without a gap."""

    unit: Literal["bytes", "characters"]
    fields: tuple[Field, ...]


def read_spec(path: Path) -> Spec:
    """Raises UsageError, naming the file and the column, for what is no spec."""
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError):
        raise UsageError(f"{path}: cannot be read as a list of widths, in YAML or JSON") from None
    if not isinstance(content, dict) or not {"columns"} <= set(content) <= {"unit", "columns"}:
        raise UsageError(f"{path}: needs `columns`, and may have `unit`, and nothing else")
    unit = content.get("unit", "bytes")
    if unit not in ("bytes", "characters") or not isinstance(content["columns"], list) or not content["columns"]:
        raise UsageError(f"{path}: `unit` is bytes or characters, `columns` a list")
    return Spec(unit, tuple(_without_gaps(path, content["columns"])))


def _without_gaps(path: Path, columns: list[Any]) -> Iterator[Field]:
    end, names = 0, set[str]()
    for number, column in enumerate(columns, 1):
        field = _field(f"{path}: column {number}", column, end)
        if field.start < end:
            raise UsageError(f"{path}: column {number} begins before the one above it ends")
        if field.name in names:
            raise UsageError(f"{path}: column {number} has the name of another one")
        if field.start > end:
            yield Field(f"unnamed_{end + 1}", end, field.start)
        yield field
        names.add(field.name)
        end = field.end


def _field(place: str, column: Any, end: int) -> Field:
    if not isinstance(column, Mapping) or not {"name", "width"} <= set(column) <= _KEYS:
        raise UsageError(f"{place}: needs `name` and `width`, and may have `start` and `align`, and nothing else")
    name, start, width = column["name"], column.get("start", end + 1), column["width"]
    align = column.get("align", "left")
    numbers = all(isinstance(number, int) and not isinstance(number, bool) and number > 0 for number in (start, width))
    if not isinstance(name, str) or not name or not numbers or align not in ("left", "right"):
        raise UsageError(f"{place}: `start` and `width` count from 1, `align` is left or right")
    return Field(name, start - 1, start - 1 + width, align)
