"""The functions of the package, with their types, and what they say of units and errors."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import piiscan
from tests.docs.markdown import said, titled
from tests.docs.results import results

_DATA = """`Data` is a path or a URL, or data in memory: a Polars frame (a lazy one is run once for each pass), or
whatever exports an Arrow stream, such as a pyarrow table, a DuckDB relation or a pandas frame (pandas needs pyarrow for
it). The index of a pandas frame is a column like others, unless it merely numbers the rows; None, NaN, NaT and NA are
null; a period is the number that it is stored as. Two columns of one name, several types in one column, and a Series
are refused (SourceUnreadable): `astype(str)`, `to_frame()`. Masked, each becomes a Polars frame, which has `to_arrow()`
and `to_pandas()`; nothing is written."""
_UNITS = """Tiers are 1 to 4, probabilities and shares of rows 0 to 1, times seconds, widths terminal cells, offsets
Unicode code points with the end exclusive. `as_of` is the day against which ages and terms are computed."""


def page() -> str:
    return titled(
        "Library",
        "`import piiscan`: the commands as functions. Errors are those of [the tree](errors.md).",
        _DATA,
        _UNITS,
        *(_function(name, getattr(piiscan, name)) for name in piiscan.__all__),
        results(),
    )


def _function(name: str, function: Callable[..., Any]) -> str:
    signature = inspect.signature(function)
    lines = [f"    {parameter}," for parameter in _parameters(signature)]
    shown = "\n".join((f"{name}(", *lines, f") -> {signature.return_annotation}"))
    return f"## {name}\n\n```text\n{shown}\n```\n\n{said(function)}"


def _parameters(signature: inspect.Signature) -> list[str]:
    """As they are declared, with the `*` before those that are given by name."""
    every = signature.parameters.values()
    by_place, by_name = ([p for p in every if (p.kind is p.KEYWORD_ONLY) is named] for named in (False, True))
    return [*map(_declared, by_place), *(["*"] if by_name else []), *map(_declared, by_name)]


def _declared(parameter: inspect.Parameter) -> str:
    given = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
    return f"{parameter.name}: {parameter.annotation}{given}"
