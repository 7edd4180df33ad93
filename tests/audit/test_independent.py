"""Somebody else's program comes to the same verdict on 1,000 logs, good and bad (D23; slow: make test-heavy)."""

from __future__ import annotations

import ast
import random
import subprocess
import sys
from pathlib import Path

import pytest

from piiscan.audit import verify
from tests.audit import independent
from tests.audit.conftest import Written, changed
from tests.audit.test_tampering import EDITS

SCRIPT = Path(independent.__file__)
LOGS = 1000


def verdict(data: bytes) -> tuple[int | None, str | None]:
    """The first bad line; else the tree hash of all."""
    try:
        return None, independent.verify(data)[1]
    except independent.Bad as bad:
        return int(str(bad)), None


def test_it_shares_nothing_with_piiscan_and_is_short() -> None:
    text = SCRIPT.read_text()
    nodes = list(ast.walk(ast.parse(text)))
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert imported <= {"__future__", *sys.stdlib_module_names}
    assert text.count("\n") <= 150


@pytest.mark.catalogue("D23")
def test_a_thousand_logs_get_one_verdict(written: Written) -> None:
    log, draw = written(12), random.Random(23)
    original = log.path.read_bytes().splitlines(keepends=True)
    bad = 0
    for number in range(LOGS):
        lines = original[: draw.randrange(2, len(original) + 1)]
        if number % 4:
            edit = draw.choice(EDITS)
            edit(lines, draw.randrange(len(lines)), draw)
        data = b"".join(lines)
        ours, theirs = verify(changed(log, data)), verdict(data)
        if ours.torn is None:
            assert theirs == (ours.line, None if ours.line else ours.root), number
        bad += ours.line is not None
    assert LOGS / 2 < bad < LOGS


def test_a_log_that_was_cut_off_is_seen_by_its_checkpoint(written: Written) -> None:
    log = written(9)
    size, root = 9, verify(log).root
    whole = log.path.read_bytes()
    run = [sys.executable, str(SCRIPT), str(log.path)]
    assert subprocess.run([*run, str(size), root], capture_output=True).returncode == 0
    log.path.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    assert subprocess.run(run, capture_output=True).returncode == 0
    assert subprocess.run([*run, str(size), root], capture_output=True).returncode == 1
