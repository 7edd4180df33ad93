"""piiscan.toml: a table a command, an option a key. What is typed wins, then PIISCAN_*, then the file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from piiscan.errors import UsageError

NAME = "piiscan.toml"


def configured(path: Path | None) -> dict[str, Any]:
    """Options by command, from `path` or the nearest piiscan.toml upwards; empty without one."""
    found = path or next((d / NAME for d in (Path.cwd(), *Path.cwd().parents) if (d / NAME).is_file()), None)
    if found is None:
        return {}
    try:
        return {command: _spelled(options) for command, options in tomllib.loads(found.read_text("utf-8")).items()}
    except OSError as failed:
        raise UsageError(f"{found} cannot be read: {failed.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError):
        raise UsageError(f"{found} is not a TOML file with a table for each command") from None


def _spelled(options: dict[str, Any]) -> dict[str, Any]:
    return {name.replace("-", "_"): value for name, value in options.items()}
