"""Two partners cannot join what they got of the same 100,000 people; one partner can join all of it."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import polars as pl
import pytest

from piiscan.transforms import Context, Operator, build
from piiscan.transforms.evaluation import evaluate
from tests.transforms.cases import CONTEXT

PEOPLE = 100_000
IDENTITIES = pl.Series("value", [f"{number * 7919 % 10**12:012}" for number in range(PEOPLE)])
MOBILES = pl.Series("value", [f"138{number * 7919 % 10**8:08}" for number in range(PEOPLE)])


def tokens(operator: Operator, values: pl.Series, context: Context) -> pl.Series:
    return evaluate(values.to_frame(), {"value": operator.expression(pl.col("value"), context)}, "t")["value"]


@pytest.mark.catalogue("A14", "A20")
@pytest.mark.parametrize("name", ["pseudonym", "encrypt"])
def test_two_partners_have_no_token_in_common_and_one_has_all(name: str) -> None:
    operator = build(name, {})
    ours, again, theirs = (
        tokens(operator, IDENTITIES, replace(CONTEXT, partner=partner)) for partner in ("acme", "acme", "beta")
    )
    assert ours.n_unique() == theirs.n_unique() == PEOPLE
    assert ours.equals(again)
    assert not ours.is_in(theirs.implode()).any()


@pytest.mark.catalogue("A14")
@pytest.mark.parametrize(("values", "room"), [(IDENTITIES, 10**12), (MOBILES, 10**8)], ids=["identities", "mobiles"])
def test_numbers_of_two_partners_meet_by_chance_alone(values: pl.Series, room: int) -> None:
    """fpe gives numbers of the same form, so two sets of them meet: as often as random ones, and not in one person.

    A person is the same in both by chance once in `room`; a number of one stands among the other's with probability
    PEOPLE / room. The bound is five standard deviations of a Poisson count above its mean.
    """
    operator = build("fpe", {} if room == 10**12 else {"keep_prefix": 3})
    ours, again, theirs = (
        tokens(operator, values, replace(CONTEXT, partner=partner)) for partner in ("acme", "acme", "beta")
    )
    expected = PEOPLE * PEOPLE / room
    assert ours.equals(again)
    assert ours.n_unique() == PEOPLE
    assert (ours == theirs).sum() == 0
    assert ours.is_in(theirs.implode()).sum() <= expected + 5 * sqrt(expected) + 1


@pytest.mark.catalogue("A17")
@pytest.mark.parametrize("name", ["pseudonym", "encrypt", "fpe"])
def test_another_version_of_the_key_separates_as_another_partner_does(name: str) -> None:
    assert CONTEXT.key is not None
    operator, next_one = build(name, {}), replace(CONTEXT, key=CONTEXT.key.at(2))
    few = IDENTITIES.head(2_000)
    assert (tokens(operator, few, CONTEXT) == tokens(operator, few, next_one)).sum() == 0
