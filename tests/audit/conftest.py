"""Logs to be read, written to and tampered with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from piiscan.audit import Log

Written = Callable[[int], Log]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """A log that has no line yet."""
    return Log(tmp_path / "home", "Ann Lee")


@pytest.fixture
def written(log: Log) -> Written:
    """`written(n)` is a log with so many lines."""

    def write(lines: int) -> Log:
        for number in range(lines - 1):
            log.append("mask", {"partner": f"p{number % 3}", "purpose": "测试", "rows": number, "columns": ["a", "b"]})
        return log

    return write


def changed(log: Log, content: bytes) -> Log:
    """The log, with this in its file."""
    log.path.write_bytes(content)
    return log
