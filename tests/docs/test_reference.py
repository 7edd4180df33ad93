"""The reference says what the code does: whoever changes one and not the other is told to run `make docs`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

import piiscan
from piiscan import errors
from piiscan.detection.packs import recognizers
from piiscan.reports.schemas import DOCUMENTS
from piiscan.transforms import OPERATORS
from piiscan.transforms.generalize import FORMS
from piiscan.transforms.rows import ROWS
from tests.docs.commands import helps
from tests.docs.pages import PAGES as WRITTEN
from tests.docs.pages import ROOT
from tests.docs.reference import FOLDER, PAGES

HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def committed(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_make_docs_writes(name: str) -> None:
    assert committed(name) == PAGES[name](), "run `make docs`"


def test_the_reference_has_no_page_that_nothing_writes() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


def test_every_command_function_entity_operator_schema_and_error_has_its_entry() -> None:
    declared = {
        "commands.md": [f"## {path}\n" for path, _ in helps()],
        "entities.md": [part for r in recognizers() for part in (f"`{r.entity}`", f"`{r.id}`", r.source)],
        "operators.md": [
            *(f"### {name}\n" for name in (*OPERATORS.builtin, *ROWS.builtin) if name != "generalize"),
            *(f"### generalize, to: {name}\n" for name in FORMS),
        ],
        "schemas.md": [f"## {name}\n" for name in DOCUMENTS],
        "library.md": [f"## {name}\n" for name in piiscan.__all__],
        "errors.md": [f"| `{name}` |" for name in errors.__all__ if name != "did_you_mean"],
    }
    missing = {name: [entry for entry in of if entry not in committed(name)] for name, of in declared.items()}
    assert missing == {name: [] for name in PAGES}


def test_every_command_stands_in_a_page_that_somebody_wrote() -> None:
    text = "\n".join(page.read_text("utf-8") for page in WRITTEN)
    commands = [path for path, shown in helps() if "COMMAND [ARGS]" not in shown]
    assert [path for path in commands if path not in text] == []


@pytest.mark.parametrize("page", [*WRITTEN, *(FOLDER / name for name in PAGES)], ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    assert [link for link in _links(page) if not _leads(page, link)] == []


def test_every_page_can_be_reached_from_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    reached = {(index.parent / link.partition("#")[0]).resolve() for link in _links(index)}
    pages = {*(ROOT / "docs").rglob("*.md")} - {index}
    assert pages - reached == set()


def _links(page: Path) -> Iterator[str]:
    return (link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link)


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / unquote(path)).resolve() if path else page
    return target.exists() and (not anchor or anchor in map(_anchor, HEADING.findall(target.read_text("utf-8"))))


def _anchor(heading: str) -> str:
    """As GitHub makes it: lower case, spaces as hyphens, no punctuation."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
