"""A table of a lake is known by all of its files, those of its log too."""

from __future__ import annotations

from pathlib import Path

import pytest
from deltalake import DeltaTable, write_deltalake

from piiscan.pipeline.remembering import Cache
from piiscan.pipeline.taking import Taking
from tests.remembering.made import scanned, table


def test_a_delta_table_is_read_again_when_its_log_has_grown(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, told, lake = [], Taking.told, tmp_path / "lake" / "people"
    monkeypatch.setattr(Taking, "told", lambda self, unit: opened.append(unit) or told(self, unit))
    lake.mkdir(parents=True)
    write_deltalake(lake, table(1))
    assert scanned(lake.parent, cache) == scanned(lake.parent, cache)
    assert len(opened) == 1
    write_deltalake(lake, table(2), mode="overwrite")
    found = scanned(lake.parent, cache)
    assert "files of other versions lie beside its version 1" in found
    assert len(opened) == 2
    DeltaTable(lake).vacuum(0, dry_run=False, enforce_retention_duration=False)
    assert scanned(lake.parent, cache) == scanned(lake.parent) != found
