"""The pages that somebody wrote, and the programs in them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "recipes").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    """Fenced blocks of `sh` or `python`; what a server or a person is needed for is indented instead."""
    found = re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    return [block for block in found if not block.startswith("make ")]


def programs(page: Path) -> list[list[str]]:
    """What to run, in order: all blocks for the shell as one script, then each block of Python."""
    shell = "".join(blocks(page, "sh"))
    scripts = [["bash", "-c", f"set -e\n{shell}"]] if shell else []
    return [*scripts, *(["python", "-c", block] for block in blocks(page, "python"))]
