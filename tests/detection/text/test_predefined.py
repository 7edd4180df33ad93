"""Presidio's own recognizers serve texts and `check`; a scan of a table never imports them."""

from __future__ import annotations

import subprocess
import sys

import polars as pl
import pytest

from piiscan.detection import packs
from piiscan.detection.text.predefined import PredefinedFinder, validator
from piiscan.detection.validity import ours, validity
from piiscan.errors import UsageError


def _found(text: str) -> list[tuple[str, str]]:
    finder = PredefinedFinder(packs.recognizers(), ours)
    return [(span.entity, text[span.start : span.end]) for _, span in finder.find(pl.Series([text]))]


def test_a_number_of_another_country_is_found_beside_its_name() -> None:
    assert ("SG_NRIC_FIN", "S7318042B") in _found("My NRIC is S7318042B, thanks")


def test_the_same_number_says_nothing_without_a_word_for_it() -> None:
    assert _found("The part S7318042B is sold out") == []


def test_what_our_patterns_find_is_left_to_them() -> None:
    assert not {entity for entity, _ in _found("card 4111 1111 1111 1111, mail a@example.com, ssn 536-22-1234")}


def test_check_knows_entities_that_only_presidio_has() -> None:
    known = validator("PH_UMID")
    assert known is not None
    assert validator("NO_SUCH_ENTITY") is None
    assert [v.valid for v in validity("PH_UMID", pl.Series(["0123-4567890-1", "12"]))] == [True, False]


def test_an_unknown_entity_stays_a_usage_error() -> None:
    with pytest.raises(UsageError, match="NO_SUCH_ENTITY"):
        validity("NO_SUCH_ENTITY", pl.Series(["1"]))


def test_importing_the_text_engine_imports_no_presidio() -> None:
    code = "import sys, piiscan.detection.text; sys.exit('presidio_analyzer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
