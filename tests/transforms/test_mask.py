"""mask: what stays, what is hidden, and that short values are hidden whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import PlanError
from piiscan.transforms import build
from tests.transforms.cases import Case, masked


@pytest.mark.parametrize(
    ("parameters", "value", "output"),
    [
        ({}, "13800138000", "****"),
        ({"keep_prefix": 3, "keep_suffix": 2}, "13800138000", "138****00"),
        ({"keep_prefix": 3, "keep_suffix": 2}, "1380013800", "138****00"),
        ({"keep_prefix": 3, "keep_suffix": 2}, "138001380", "****"),
        ({"keep_suffix": 4}, "6222021234567894", "****7894"),
        ({"keep_prefix": 1}, "张伟", "张****"),
        ({"keep_prefix": 1}, "张", "****"),
        ({"keep_prefix": 1, "length": None, "char": "●"}, "欧阳娜娜", "欧●●●"),
    ],
)
def test_the_ends_stay_where_they_are_half_of_the_value_at_most(
    parameters: dict[str, object], value: str, output: str
) -> None:
    assert masked(Case("mask", parameters), [value]) == [output]


@settings(deadline=None)
@given(st.integers(0, 8), st.integers(0, 8), st.text(st.characters(codec="utf-8", exclude_characters="*"), min_size=1))
def test_never_more_than_half_of_a_value_is_shown(keep_prefix: int, keep_suffix: int, value: str) -> None:
    parameters: dict[str, object] = {"keep_prefix": keep_prefix, "keep_suffix": keep_suffix}
    output = masked(Case("mask", parameters), [value])[0] or ""
    assert len(output.replace("*", "")) <= len(value) / 2


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40).filter(str.isprintable))
def test_by_default_not_even_the_length_is_shown(value: str) -> None:
    assert masked(Case("mask"), [value]) == ["****"]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("keep_prefix", -1),
        ("keep_suffix", 33),
        ("length", 0),
        ("char", "="),
        ("char", "**"),
        ("char", " "),
        ("char", "5"),
    ],
)
def test_parameters_out_of_range_are_refused_by_name(parameter: str, value: object) -> None:
    with pytest.raises(PlanError, match=f"operator mask: parameter {parameter}"):
        build("mask", {parameter: value})
