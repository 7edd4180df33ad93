"""The functions of the package, with their types, and what they say of units and errors."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import piiscan
from tests.docs.markdown import said, titled


def page() -> str:
    return titled(
        "Library",
        "`import piiscan`: the commands as functions. Errors are those of [the tree](errors.md).",
        *(_function(name, getattr(piiscan, name)) for name in piiscan.__all__),
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
