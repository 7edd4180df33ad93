"""Every link of the pages to a file or a heading of this project leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
OTHERS = [*ROOT.glob("*.md"), *ROOT.glob("docs/reference/*.md"), *ROOT.glob("samples/*.md")]
WRITTEN = sorted({*PAGES, *OTHERS})


def anchors(page: Path) -> set[str]:
    """As GitHub makes them: lower case, no punctuation, hyphens for spaces."""
    headings = _HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: Path) -> list[str]:
    links = _LINK.findall(_CODE.sub("", page.read_text("utf-8")))
    return [link for link in links if "://" not in link and not leads_somewhere(page, link)]


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors(target))


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_a_missing_file_or_heading_is_broken(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("# Here and `there`\n[x](#here-and-there) [y](b.md) [z](#nowhere) `[w](c.md)`\n")
    assert broken(page) == ["b.md", "#nowhere"]
