"""verify on copies whose numbers look like numbers: what was never masked is seen, without the key too."""

from __future__ import annotations

import polars as pl
import pytest

from piiscan.errors import PlanError
from piiscan.model.plan import Step
from piiscan.transforms import Context
from piiscan.transforms.fpe import Fpe
from piiscan.verbs.verify.coincidences import _bound
from tests.verbs.made import STEPS, customers, masked, plan_of, problems

SOURCE = customers(300).with_columns(number=pl.int_range(1_000_000, 1_000_300))
PLAN = plan_of(
    SOURCE,
    {
        **STEPS,
        "mobile": Step("fpe", {"keep_prefix": 3}, entity="CN_MOBILE"),
        "card": Step("fpe", {"check": "luhn"}, entity="CN_BANK_CARD"),
        "id_no": Step("encrypt", entity="CN_RESIDENT_ID"),
        "birth_date": Step("date_shift", {"subject": "customer_id"}, entity="DATE_OF_BIRTH"),
        "paid": Step("noise", {"subject": "customer_id"}),
        "number": Step("fpe", {"width": 7}, domain="number"),
    },
)


@pytest.mark.parametrize("key", [None, "given"])
def test_an_honest_copy_passes(key: str | None) -> None:
    copy = masked(SOURCE, PLAN)
    assert problems(SOURCE, copy, PLAN, *([None] if key is None else [])) == []


def test_columns_keep_their_types() -> None:
    copy = masked(SOURCE, PLAN)
    for name in ("mobile", "card", "number", "paid"):
        assert copy.schema[name] == SOURCE.schema[name]
    assert copy["number"].n_unique() == len(SOURCE)


@pytest.mark.usefixtures("no_rescan")
def test_numbers_that_were_never_masked_are_seen_without_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(self: object, values: pl.Expr, context: Context) -> pl.Expr:
        return values

    monkeypatch.setattr(Fpe, "expression", nothing)
    found = problems(SOURCE, masked(SOURCE, PLAN), PLAN, None)
    assert any("column mobile has 300 values that stayed in their row" in problem for problem in found)


@pytest.mark.usefixtures("no_rescan")
def test_numbers_that_only_changed_their_rows_are_seen_without_the_key() -> None:
    copy = masked(SOURCE, PLAN)
    moved = copy.with_columns(mobile=SOURCE["mobile"].shift(7, fill_value=SOURCE["mobile"][-1]))
    assert any("mobile" in p and "stand in the source too" in p for p in problems(SOURCE, moved, PLAN, None))


def test_a_column_of_whole_numbers_without_a_width_is_refused() -> None:
    plan = plan_of(SOURCE, {**STEPS, "number": Step("fpe", domain="number")})
    with pytest.raises(PlanError, match="column number: operator fpe: a column of whole numbers needs width"):
        masked(SOURCE, plan)


def test_a_whole_number_that_is_wider_than_declared_is_refused_without_its_value() -> None:
    plan = plan_of(SOURCE, {**STEPS, "number": Step("fpe", {"width": 6}, domain="number")})
    with pytest.raises(PlanError, match="column number: what operator fpe makes of some values is no Int64") as refused:
        masked(SOURCE, plan)
    assert "1000000" not in str(refused.value)


@pytest.mark.parametrize(
    ("mean", "bound"), [(0.0, 0), (0.0005, 0), (0.01, 1), (1.0, 5), (100.0, 132), (10_000.0, 10_310)]
)
def test_the_bound_is_what_chance_exceeds_once_in_a_thousand_times(mean: float, bound: int) -> None:
    assert _bound(mean) == bound
