"""`env:NAME`: a key in an environment variable, which others put there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from piiscan.errors import KeyRefused


def read(name: str, output: Path | None) -> str:
    if not os.environ.get(name):
        raise KeyRefused("the environment variable that `env:` names is not set")
    return os.environ[name]


def vacant(name: str, recipients: Sequence[str]) -> NoReturn:
    raise KeyRefused("a key is made in a file:PATH, an age:PATH or a keyring:SERVICE/NAME")


def write(name: str, text: str, recipients: Sequence[str]) -> NoReturn:
    vacant(name, recipients)


def erase(name: str) -> NoReturn:
    raise KeyRefused("a variable is destroyed by who sets it: destroy the file or the secret store that it comes from")
