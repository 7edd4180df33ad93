"""Numbers of things stay clean however many there are, without a header and under their own."""

from __future__ import annotations

import pytest

from tests.quality import lookalikes
from tests.quality.scanning import judge


@pytest.mark.parametrize("header", ["column1", "{}"])
def test_ten_thousand_numbers_of_things_give_no_tier_3_or_4(header: str) -> None:
    verdicts = judge(lookalikes.tables(header))
    wrong = {verdict.table: verdict.found for verdict in verdicts if verdict.tier >= 3}
    assert not wrong
