"""Stated confidences are set against what is right, bin by bin, and drawn the same way each time."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.quality import printing
from tests.quality.calibration import calibration_error, reliability
from tests.quality.plot import svg
from tests.quality.scanning import Verdict
from tests.quality.scoring import score
from tests.quality.tables import Column


def stated(label: str, best: str | None, confidence: float, times: int = 1) -> list[Verdict]:
    return times * [Verdict("t", Column("h", [], label, frozenset()), "NONE", 1, best, confidence)]


def test_nine_right_of_ten_stated_at_nine_tenths_are_calibrated() -> None:
    bins = reliability([*stated("PERSON", "PERSON", 0.9, 9), *stated("NONE", "PERSON", 0.9)])
    assert [(one.n, one.right) for one in bins] == [(10, 9)]
    assert calibration_error(bins) == pytest.approx(0.0)


def test_certainty_that_is_wrong_costs_its_whole_confidence() -> None:
    found = [*stated("NONE", "PERSON", 1.0), *stated("PERSON", "CITY", 1.0)]
    assert calibration_error(reliability(found)) == 1.0


def test_columns_without_a_candidate_or_a_label_state_nothing() -> None:
    assert reliability([*stated("NONE", None, 0.0), *stated("AMBIGUOUS", "PERSON", 0.9)]) == []
    assert calibration_error([]) == 0.0


def test_the_page_and_the_plot_show_each_bin() -> None:
    found = [*stated("PERSON", "PERSON", 0.97, 3), *stated("NONE", "PERSON", 0.03)]
    bins = reliability(found)
    page = list(printing.page("train", score(found), bins))
    assert max(map(len, page)) <= 80
    assert "expected calibration error 0.0300" in page
    drawn = ElementTree.fromstring(svg({"train": bins}))
    assert len(drawn.findall(".//{*}circle")) == 2
