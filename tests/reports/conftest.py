"""Two scans for every report: one that found nothing, one with all that a report can show."""

from __future__ import annotations

import pytest

from piiscan.model.finding import Findings
from tests.reports import made_up


@pytest.fixture
def empty() -> Findings:
    return made_up.scan()


@pytest.fixture
def findings() -> Findings:
    return made_up.everything()
