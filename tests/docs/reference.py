"""The pages of docs/reference, each made of what the code declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.docs import commands, entities, errors, library, operators, schemas

FOLDER = Path(__file__).parents[2] / "docs" / "reference"

PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands.page,
    "entities.md": entities.page,
    "errors.md": errors.page,
    "library.md": library.page,
    "operators.md": operators.page,
    "schemas.md": schemas.page,
}
"""File name -> what makes its text."""
