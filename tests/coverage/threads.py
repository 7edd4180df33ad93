"""A pytest plugin: lines that run in threads of Polars count, too.

Tracing is a thread's own, and begins by itself in those that Python starts. Functions given to `map_batches` run in
threads that Polars has started.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

import polars as pl
import pytest


@pytest.hookimpl
def pytest_configure() -> None:
    for place in (pl, pl.Expr):
        place.map_batches = _traced(place.map_batches)  # type: ignore[method-assign]


def _traced(map_batches: Callable[..., pl.Expr]) -> Callable[..., pl.Expr]:
    """The same, with a function that is traced: the first argument after the columns."""

    @wraps(map_batches)
    def mapped(columns: Any, function: Callable[..., Any], *args: Any, **named: Any) -> pl.Expr:
        return map_batches(columns, _seen(function), *args, **named)

    return mapped


def _seen(function: Callable[..., Any]) -> Callable[..., Any]:
    def seen(*args: Any, **named: Any) -> Any:
        if sys.gettrace() is None:
            sys.settrace(threading.gettrace())
        return function(*args, **named)

    return seen
