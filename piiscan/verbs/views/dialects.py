"""The servers that views can be written for."""

from __future__ import annotations

from abc import abstractmethod

from piiscan.transforms.sql import Dialect

__all__ = ["ViewDialect"]


class ViewDialect(Dialect):
    """Says expressions, and names of tables and columns."""

    longest: int
    """Bytes of UTF-8 that a name may have, at most."""

    @abstractmethod
    def name(self, *parts: str) -> str:
        """A name, with those that it stands in before it, quoted."""
