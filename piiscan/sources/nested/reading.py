"""Reading files whose structure is ours to follow: what is wrong with one is said without what was read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.nested.shape import TooDeep


class Damaged(Exception):
    """Not what the format says, or more than is read. The message holds nothing that was read."""


@contextmanager
def reading(file: SourceFile) -> Iterator[None]:
    """Turn what reading raises into SourceUnreadable."""
    with file.reading():
        try:
            yield
        except (Damaged, TooDeep) as failure:
            raise SourceUnreadable(file.source, str(failure)) from None
