"""Whatever PyIceberg raises for a table that it cannot read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from piiscan.errors import PiiscanError, SourceUnreadable

_UNREAD = (
    "its Iceberg table cannot be read: a file of it is missing or damaged, or it has what PyIceberg does not read, as"
    " equality deletes: compact it, then scan again"
)


@contextmanager
def refusing(source: str) -> Iterator[None]:
    """Turn it into SourceUnreadable: its classes are many, and its messages may hold values."""
    try:
        yield
    except PiiscanError:
        raise
    except Exception:
        raise SourceUnreadable(source, _UNREAD) from None
