"""What is told beside a result while it comes about: a line for people."""

from __future__ import annotations

from collections.abc import Callable

Notice = Callable[[str], None]

Progress = Callable[[str], None]
"""What is being worked on: its source."""
