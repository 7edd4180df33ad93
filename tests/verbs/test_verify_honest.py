"""An honest copy passes, whatever the table looks like: short numbers, common words, nulls, lists, one row, none."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piiscan.model.plan import Step
from tests.leaks import canary
from tests.verbs.made import masked, plan_of, problems

pytestmark = pytest.mark.usefixtures("no_models")

LIST = pl.List(pl.String)
PEOPLE = canary.people(8, seed=29)
WORDS = "will may call the customer on day 17 about 3 parcels; 客户 很高兴 来电 北京 page 42 order 100000".split()
STEPS = {
    "id": Step("pseudonym", entity="PERSON_ID"),
    "account": Step("pseudonym", entity="ACCOUNT_NUMBER"),
    "name": Step("pseudonym", entity="PERSON"),
    "nick": Step("replace", entity="PERSON"),
    "mobile": Step("mask", {"keep_prefix": 3, "keep_suffix": 4}, entity="CN_MOBILE"),
    "card": Step("drop", entity="CN_BANK_CARD"),
    "birth_date": Step("generalize", {"to": "year"}, entity="DATE_OF_BIRTH"),
    "$.phones[*]": Step("pseudonym", entity="CN_MOBILE"),
    "$.remarks[*]": Step("text", entity="FREE_TEXT"),
    "notes": Step("text", {"spans": {"default": {"operator": "replace"}}}, entity="FREE_TEXT"),
    "quantity": Step("keep"),
    "score": Step("keep"),
    "$.tags[*]": Step("keep"),
}


@st.composite
def rows(draw: st.DrawFn) -> pl.DataFrame:
    """Rows about eight people, who may come again; short numbers meet each other by accident."""
    chosen = PEOPLE[draw(st.lists(st.integers(0, len(PEOPLE) - 1), max_size=7))]
    n = len(chosen)

    def column(values: st.SearchStrategy[object]) -> list[object]:
        return draw(st.lists(st.none() | values, min_size=n, max_size=n))

    said = [" ".join(draw(st.lists(st.sampled_from(WORDS), max_size=6))) for _ in range(n)]
    numbers = st.integers(0, 20)
    frame = pl.DataFrame(
        {
            "id": pl.Series(column(numbers), dtype=pl.Int64),
            "account": pl.Series(column(numbers.map("{:06}".format)), dtype=pl.String),
            "name": chosen["name_zh"].to_list() if draw(st.booleans()) else chosen["name_en"].to_list(),
            "nick": pl.Series(column(st.sampled_from(["Will", "May", "", "高兴"])), dtype=pl.String),
            "mobile": chosen["mobile"],
            "card": chosen["card"],
            "birth_date": chosen["birth_date"],
            "phones": pl.Series([[m, None, m][: k % 4] for k, m in enumerate(chosen["mobile"])], dtype=LIST),
            "remarks": pl.Series([[s, None][: k % 3] for k, s in enumerate(chosen["notes"])], dtype=LIST),
            "notes": [f"{a} {b}" if k % 2 else a for k, (a, b) in enumerate(zip(said, chosen["notes"], strict=True))],
            "quantity": pl.Series(column(numbers), dtype=pl.Int16),
            "score": pl.Series(column(st.floats(allow_infinity=True)), dtype=pl.Float64),
            "tags": pl.Series(column(st.lists(st.sampled_from(["a", "17", "may"]), max_size=3)), dtype=LIST),
        },
        schema_overrides={"name": pl.String, "notes": pl.String},
    )
    return frame.select(name for name in frame.columns if draw(st.integers(0, 5)))


slow = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@slow
@given(frame=rows())
@pytest.mark.usefixtures("no_rescan")
def test_an_honest_copy_passes(frame: pl.DataFrame) -> None:
    plan = plan_of(frame, STEPS)
    assert problems(frame, masked(frame, plan), plan) == []


@pytest.mark.parametrize("n", [0, 1, 2, 8])
def test_an_honest_copy_passes_the_rescan(n: int) -> None:
    frame = PEOPLE.head(n).select("mobile", "card", "birth_date", "notes", id=pl.int_range(pl.len()))
    plan = plan_of(frame, STEPS)
    assert problems(frame, masked(frame, plan), plan) == []


@pytest.mark.usefixtures("no_rescan")
def test_short_numbers_that_meet_by_accident_are_no_leak() -> None:
    row = pl.col("row")
    frame = pl.select(row=pl.int_range(3000)).select(id=(row * 7) % 100, quantity=(row * 13) % 97)
    plan = plan_of(frame, STEPS)
    assert problems(frame, masked(frame, plan), plan) == []


@pytest.mark.catalogue("A26")
@pytest.mark.usefixtures("no_rescan")
@pytest.mark.parametrize("shift", [0, 1], ids=["own row", "another row"])
def test_short_numbers_kept_again_are_a_leak_only_in_their_own_row(shift: int) -> None:
    frame = pl.select(id=pl.int_range(300) * 7 % 1000).with_columns(quantity=pl.col("id").shift(shift, fill_value=0))
    plan = plan_of(frame, STEPS)
    found = [p for p in problems(frame, masked(frame, plan), plan) if "own row" in p]
    assert bool(found) == (shift == 0)
