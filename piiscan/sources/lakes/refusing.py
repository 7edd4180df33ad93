"""Whatever the libraries of lakes raise for a table that they cannot read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from piiscan.errors import PiiscanError, SourceUnreadable

_PANICS = "pyo3_runtime"
"""The module of what a library in Rust raises when it fails on itself: a class of each library's own, no Exception."""


@contextmanager
def refusing(source: str, reason: str) -> Iterator[None]:
    """Turn it into SourceUnreadable: its classes are many, and its messages may hold values."""
    try:
        yield
    except PiiscanError:
        raise
    except Exception:
        raise SourceUnreadable(source, reason) from None
    except BaseException as failure:
        if type(failure).__module__ != _PANICS:
            raise
        raise SourceUnreadable(source, reason) from None
