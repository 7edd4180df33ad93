"""piiscan.toml: a table a command, an option a key. What is typed wins, then PIISCAN_*, then the file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from piiscan.errors import UsageError

NAME = "piiscan.toml"
_AT_THE_TOP = frozenset(["actor", "home"])
"""Options of no command, but of piiscan itself."""


def configured(path: Path | None, command: Any) -> dict[str, Any]:
    """Options by command, from `path` or the nearest piiscan.toml upwards; empty without one.

    `command` is the Typer group that they are for. Raises UsageError for a key that no command knows.
    """
    found = path or next((d / NAME for d in (Path.cwd(), *Path.cwd().parents) if (d / NAME).is_file()), None)
    if found is None:
        return {}
    try:
        content = tomllib.loads(found.read_text("utf-8"))
    except OSError as failed:
        raise UsageError(f"{found} cannot be read: {(failed.strerror or 'unknown reason').lower()}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise UsageError(f"{found} is not a TOML file") from None
    return _defaults(content, command, found, ())


def _defaults(content: dict[str, Any], command: Any, file: Path, place: tuple[str, ...]) -> dict[str, Any]:
    """The keys of a table as the command spells them, and those of the tables in it."""
    options = {option.name for option in command.params if option.param_type_name == "option"}
    commands = getattr(command, "commands", {})
    defaults = {}
    for key, value in content.items():
        name = key.replace("-", "_")
        if key in commands and isinstance(value, dict):
            defaults[key] = _defaults(value, commands[key], file, (*place, key))
        elif name in (options if place else _AT_THE_TOP) and not isinstance(value, dict):
            defaults[name] = value
        else:
            raise UsageError(f"{file}: {'.'.join((*place, key))} is no option of a command: see `piiscan --help`")
    return defaults
