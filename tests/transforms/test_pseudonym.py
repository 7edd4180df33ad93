"""pseudonym: tokens that were worked out by hand, and joins that hold across spellings."""

from __future__ import annotations

import sys
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import PlanError
from piiscan.transforms import build
from piiscan.transforms.hmac import hmac_sha256, in_python
from tests.transforms.cases import CONTEXT, Case, masked

PSEUDONYM = Case("pseudonym")


@pytest.mark.parametrize(
    ("partner", "domain", "value", "token"),
    [
        ("acme", "mobile", "13800138000", "3b963bc81531f699a7a8f8b853e3ac2d"),
        ("acme", "mobile", "张伟", "e3ed126deae8f82a89545ac630085d44"),
        (None, "EMAIL_ADDRESS", "a@example.com", "6e5a3dfafddbd748dd83f8628e6e64df"),
    ],
)
def test_tokens_are_what_they_were_in_every_release(partner: str | None, domain: str, value: str, token: str) -> None:
    """Worked out with SHA-256 alone, by the formulas of RFC 2104 and RFC 5869."""
    assert masked(PSEUDONYM, [value], replace(CONTEXT, partner=partner, domain=domain)) == [token]


@pytest.mark.catalogue("A11")
@pytest.mark.parametrize("hmac", [hmac_sha256, in_python])
def test_hmac_is_rfc_4231(hmac: object) -> None:
    digest = pl.select(hmac(pl.lit("what do ya want for nothing?"), "Jefe")).item()  # type: ignore[operator]
    assert digest == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"  # test case 2


@pytest.mark.catalogue("A11")
@settings(deadline=None)
@given(st.lists(st.none() | st.text(st.characters(codec="utf-8"))))
def test_both_ways_to_the_hmac_agree(values: list[str | None]) -> None:
    frame = pl.DataFrame({"a": pl.Series(values, dtype=pl.String)})
    fast, slow = (hmac(pl.col("a"), "0f" * 32) for hmac in (hmac_sha256, in_python))
    assert frame.select(fast).to_series().to_list() == frame.select(slow).to_series().to_list()


def test_without_polars_hash_the_tokens_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    values: list[str | None] = ["13800138000", "张伟", "", None]
    fast = masked(PSEUDONYM, values)
    monkeypatch.setitem(sys.modules, "polars_hash", None)
    assert masked(PSEUDONYM, values) == fast


@pytest.mark.catalogue("A12", "A13")
def test_spellings_of_one_value_join_and_values_stay_apart() -> None:
    first, second, other = masked(PSEUDONYM, ["Ann Lee", "ANN  LEE", "Ann Lea"])
    assert first == second != other


def test_a_value_without_canonical_form_is_masked_by_its_own_text() -> None:
    """What does not belong in the column neither passes nor falls together."""

    def digits(values: pl.Expr) -> pl.Expr:
        return values.str.extract("^([0-9]+)$")

    def bare(values: pl.Expr) -> pl.Expr:
        return values.str.replace_all("[^0-9]", "")

    for canonical in (digits, bare):
        tokens = masked(PSEUDONYM, ["张伟", "李娜"], replace(CONTEXT, canonical=canonical))
        assert len({*tokens, "张伟", "李娜", None}) == 5


@pytest.mark.catalogue("B31")
@pytest.mark.parametrize("prefix", ["1a", "=x", "a" * 17, "a b", "é"])
def test_a_prefix_that_could_be_taken_for_a_value_or_a_formula_is_refused(prefix: str) -> None:
    with pytest.raises(PlanError, match="prefix"):
        build("pseudonym", {"prefix": prefix})


@given(values=st.lists(st.sampled_from(["Ann", "ann", "Bob", "", None]), max_size=40))
def test_a_value_gets_its_token_however_often_it_stands_there(values: list[str | None]) -> None:
    alone = {value: masked(PSEUDONYM, [value])[0] for value in set(values)}
    assert masked(PSEUDONYM, values) == [alone[value] for value in values]
