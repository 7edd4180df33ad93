"""Lines of a file or of stdin: they end at LF, and every line counts, empty ones too."""

from __future__ import annotations

import sys
from pathlib import Path

from piiscan.errors import SourceUnreadable, UsageError


def lines_of(file: str) -> list[str]:
    """Raises UsageError where there is no such file, SourceUnreadable where it is not UTF-8."""
    if file != "-" and not Path(file).is_file():
        raise UsageError(f"{file}: no such file")
    try:
        content = (sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceUnreadable(file, "is not UTF-8 text") from None
    except OSError as failed:
        raise SourceUnreadable(file, failed.strerror or "cannot be read") from None
    return [line.removesuffix("\r") for line in content.removesuffix("\n").split("\n")] if content else []
