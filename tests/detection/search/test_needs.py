"""A gate shuts only where no match is possible."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piiscan.detection import packs
from piiscan.detection.search.forms import Form
from piiscan.detection.search.gates import facts, holding, rarity
from piiscan.detection.search.needs import needs

ALL = tuple(r for r in packs.recognizers() if r.sees == "rows")
BODIES = sorted({pattern.body for recognizer in ALL for pattern in recognizer.patterns})


def form(body: str) -> Form:
    return Form(ALL[0], ALL[0].patterns[0], f"^(?:{body})$", needs(body), whole=True)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(BODIES).flatmap(lambda b: st.tuples(st.just(b), st.from_regex(b, fullmatch=True))))
def test_what_a_pattern_matches_passes_its_gate(case: tuple[str, str]) -> None:
    body, value = case
    values = pl.Series([value, "x"])
    assert facts(values).allow(form(body))
    assert needs(body).least <= len(value.encode()) <= needs(body).most
    assert holding(values, rarity(needs(body)))[0]


@pytest.mark.parametrize(
    ("body", "values", "open_"),
    [
        ("[0-9]{3}", ["12"], False),
        ("[0-9]{3}", ["abc"], False),
        ("[0-9]{3}", ["1a", "b23"], True),
        ("(?i:key)", ["\u212aEY"], True),
        ("(?:a|bc)d", ["ad"], True),
        ("(?:a|bc)d", ["ab"], False),
        ("[^0-9]x", ["1x"], False),
        ("[\u4e00-\u9fff]号", ["abcdef"], False),
    ],
)
def test_a_gate_knows_lengths_and_bytes(body: str, values: list[str], open_: bool) -> None:
    assert facts(pl.Series(values)).allow(form(body)) == open_
