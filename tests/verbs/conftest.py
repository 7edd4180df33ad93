"""Models are left out where patterns and the row's own knowledge must do without them."""

from __future__ import annotations

import polars as pl
import pytest

from piiscan.model.table import Table
from piiscan.model.verification import Check
from piiscan.pipeline.detection import Detection
from piiscan.verbs.mask import Masker
from piiscan.verbs.verify import table


@pytest.fixture
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing reads names in texts but what the rows know: faster, and harder."""
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


class _NoRescan:
    """A check that passes."""

    def __init__(self, masker: Masker, *others: object) -> None:
        self._table = masker.table.key

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None:
        """Nothing."""

    def check(self, copy: Table) -> Check:
        return Check("rescan", self._table)


@pytest.fixture
def no_rescan(monkeypatch: pytest.MonkeyPatch) -> None:
    """No recognizer looks at the copy: the other checks must do without, and are faster."""
    monkeypatch.setattr(table, "Rescan", _NoRescan)
