"""A cache of its own for each test, of files that need not lie still first: what that is for has its own test."""

from __future__ import annotations

from pathlib import Path

import pytest

from piiscan.pipeline.remembering import Cache, memory
from tests.verbs.made import KEY


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setattr(memory, "SETTLED", -(1 << 62))
    return Cache(tmp_path / "cache", KEY)
