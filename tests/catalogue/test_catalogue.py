"""Every case of the catalogue is proven by a test that names it, or says why not."""

from __future__ import annotations

import pytest

from tests.catalogue.cases import CASES, NOT_DONE
from tests.catalogue.citations import citations
from tests.catalogue.figures import figures
from tests.catalogue.page import PAGE, rendered

CITED = citations()


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_proven_or_says_why_not(case: str) -> None:
    assert CITED.get(case) or NOT_DONE.get(case)


def test_no_test_cites_a_case_that_is_not_there() -> None:
    assert {*CITED, *NOT_DONE} - set(CASES) == set()


def test_no_figure_is_that_of_a_test_which_proves_nothing() -> None:
    assert set(figures()) - {test for tests in CITED.values() for test in tests} == set()


def test_the_page_is_what_was_cited_and_reached() -> None:
    assert PAGE.read_text("utf-8") == rendered(), "run `python -m tests.catalogue`"
