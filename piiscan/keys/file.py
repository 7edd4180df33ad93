"""`file:PATH`: a key in a file that only its owner can read, outside git work trees and outputs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from piiscan.errors import KeyRefused
from piiscan.keys import guarded


def read(name: str, output: Path | None) -> str:
    return guarded.text_of(Path(name), "file", output).decode("ascii", "replace")


def vacant(name: str, recipients: Sequence[str]) -> str:
    """Where a new key goes, as its reference. Raises KeyRefused where something is, or it would not be safe."""
    path = Path(name).expanduser()
    guarded.refuse_work_tree(path)
    if not name or path.exists():
        raise KeyRefused(f"key file {path} cannot be created: say a new name as file:PATH")
    if recipients:
        raise KeyRefused("only age: keys have recipients")
    return f"file:{path.absolute()}"


def write(name: str, text: str, recipients: Sequence[str]) -> None:
    guarded.made(Path(name), f"{text}\n".encode())


def erase(name: str) -> str:
    guarded.erase(Path(name))
    return "the key file was overwritten with random bytes, synchronised and removed"
