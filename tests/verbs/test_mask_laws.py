"""A mask is a map: of the row, the plan and the key, and of nothing else."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from piiscan.errors import KeyRefused, PlanError
from piiscan.model.plan import Step
from piiscan.pipeline.masking import Masking
from piiscan.sources import frame_table
from tests.verbs.made import KEY, OTHER_KEY, STEPS, customers, masked, plan_of

pytestmark = pytest.mark.usefixtures("no_models")

SOURCE = customers(24).with_columns(phones=pl.concat_list("mobile", pl.lit(None, pl.String)))
ALL_STEPS = {**STEPS, "$.phones[*]": Step("pseudonym", entity="CN_MOBILE")}
PLAN = plan_of(SOURCE, ALL_STEPS)
KEYED = ["customer_id", "name_zh", "name_en", "id_no", "email", "plate", "phones"]
gently = settings(
    max_examples=5, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.catalogue("A28", "B45")
@gently
@given(cuts=st.lists(st.integers(0, len(SOURCE)), max_size=3), chosen=st.permutations(range(len(SOURCE))))
def test_rows_are_masked_alike_in_whatever_batch_and_order_they_come(cuts: list[int], chosen: list[int]) -> None:
    table = frame_table(SOURCE, "frame")
    masker = Masking(PLAN, KEY).table(table)
    [rows] = table.batches()
    whole = masker.batch(rows)[chosen]
    parts = [rows[chosen][a:b] for a, b in pairwise(sorted({0, *cuts, len(SOURCE)}))]
    assert_frame_equal(pl.concat(map(masker.batch, parts)), whole)


def test_nulls_and_empty_texts_stay() -> None:
    steps = {
        name: step for name, step in ALL_STEPS.items() if name in (*KEYED, "$.phones[*]", "mobile", "card", "notes")
    }
    names = [name for name in steps if name != "$.phones[*]"]
    frame = pl.DataFrame({name: [None, ""] for name in names}, schema=dict.fromkeys(names, pl.String))
    frame = frame.with_columns(phones=pl.Series([None, [None, ""]], dtype=pl.List(pl.String)))
    assert_frame_equal(masked(frame, plan_of(frame, steps)), frame)


@pytest.mark.catalogue("A16")
def test_two_keys_have_no_token_in_common() -> None:
    one, other = masked(SOURCE, PLAN), masked(SOURCE, PLAN, OTHER_KEY)
    assert not _values(one, KEYED) & _values(other, KEYED)
    assert _values(one, KEYED) == _values(masked(SOURCE, PLAN), KEYED)


@pytest.mark.catalogue("A14")
def test_two_partners_have_no_token_in_common() -> None:
    other = masked(SOURCE, plan_of(SOURCE, ALL_STEPS, partner="other"))
    assert not _values(masked(SOURCE, PLAN), KEYED) & _values(other, KEYED)


@pytest.mark.catalogue("B38")
def test_a_person_has_one_token_in_columns_lists_and_notes() -> None:
    steps = {**ALL_STEPS, "mobile": Step("pseudonym", entity="CN_MOBILE")}
    copy = masked(SOURCE, plan_of(SOURCE, steps))
    told = copy.filter(SOURCE["notes"].str.contains(SOURCE["mobile"], literal=True))
    assert len(told)
    assert told["notes"].str.contains(told["mobile"], literal=True).all()
    assert copy["phones"].list.first().equals(copy["mobile"], check_names=False)


def test_notes_know_the_people_of_columns_that_are_dropped() -> None:
    steps = {**ALL_STEPS, "name_zh": Step("drop", entity="PERSON"), "name_en": Step("null", entity="PERSON")}
    notes = masked(SOURCE, plan_of(SOURCE, steps))["notes"]
    assert not any(notes.str.contains(SOURCE[name], literal=True).any() for name in ("name_zh", "name_en"))


def test_notes_know_the_people_of_lists() -> None:
    names = pl.concat_list(pl.lit(None, pl.String), "name_zh", "name_en")
    frame = SOURCE.select("notes", "mobile", names=names)
    steps = {"notes": STEPS["notes"], "mobile": STEPS["mobile"], "$.names[*]": Step("pseudonym", entity="PERSON")}
    copy = masked(frame, plan_of(frame, steps))
    for name in ("name_zh", "name_en"):
        told = SOURCE["notes"].str.contains(SOURCE[name], literal=True)
        assert told.any()
        assert not copy["notes"].str.contains(SOURCE[name], literal=True).any()
    tokens = copy.select(pl.col("names").list.last(), "notes").filter(told)
    assert tokens["notes"].str.contains(tokens["names"], literal=True).all()


@pytest.mark.parametrize("written", ["+86 {}", "86-{}", "{}", "ＴＥＬ{}。"])
def test_notes_know_a_mobile_in_another_spelling(written: str) -> None:
    mobile = SOURCE["mobile"]
    spaced = mobile.str.replace("(.{3})(.{4})(.{4})", "$1 $2 $3")
    wide = mobile.str.replace_many([*"0123456789"], [*"０１２３４５６７８９"])
    for number in (mobile, spaced, wide):
        said = [f"请回电 {written.format(value)} 谢谢" for value in number]
        frame = SOURCE.with_columns(notes=pl.Series(said))
        copy = masked(frame, plan_of(frame, {**ALL_STEPS, "mobile": Step("pseudonym", entity="CN_MOBILE")}))
        assert copy["notes"].str.contains(copy["mobile"], literal=True).all()
        assert not copy["notes"].str.contains("[0-9]{4} ?[0-9]{4} |[０-９]").any()


def test_types_stay_where_the_plan_does_not_say_text() -> None:
    at, n = pl.lit(1).cast(pl.Datetime("us")), pl.concat_list("bought")
    frame = SOURCE.select("birth_date", "bought", "paid", at=at, n=n)
    steps = {name: Step("null") for name in ("birth_date", "bought", "at", "$.n[*]")} | {"paid": Step("keep")}
    copy = masked(frame, plan_of(frame, steps))
    assert copy.schema == frame.schema
    assert copy.select("birth_date", "bought", "at").null_count().row(0) == (len(frame),) * 3


class Stream:
    """Arrow data of a library that is not Polars."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def test_arrow_data_and_lazy_frames_give_the_same_frame() -> None:
    expected = masked(SOURCE, PLAN)
    assert_frame_equal(masked(Stream(SOURCE), PLAN), expected)  # type: ignore[arg-type]
    assert_frame_equal(masked(SOURCE.lazy(), PLAN), expected)  # type: ignore[arg-type]


def test_a_table_without_rows_keeps_its_columns() -> None:
    assert_frame_equal(masked(SOURCE.clear(), PLAN), masked(SOURCE, PLAN).clear())


@pytest.mark.catalogue("B7")
def test_a_column_that_is_not_in_the_plan_is_refused_or_dropped() -> None:
    more = SOURCE.with_columns(wechat=pl.col("mobile"))
    with pytest.raises(PlanError, match="column wechat is not in the plan"):
        masked(more, PLAN)
    dropping = plan_of(SOURCE, ALL_STEPS, unlisted="drop")
    assert_frame_equal(masked(more, dropping), masked(SOURCE, PLAN))


@pytest.mark.catalogue("B7")
@pytest.mark.parametrize("unlisted", ["refuse", "drop"])
def test_another_type_is_refused(unlisted: str) -> None:
    drifted = SOURCE.with_columns(pl.col("bought").cast(pl.String))
    drifted = drifted.with_columns(more=1) if unlisted == "drop" else drifted
    with pytest.raises(PlanError, match="another type"):
        masked(drifted, plan_of(SOURCE, ALL_STEPS, unlisted=unlisted))


def test_a_column_of_the_plan_must_be_there() -> None:
    with pytest.raises(PlanError, match="column plate of the plan is not in the table"):
        masked(SOURCE.drop("plate"), PLAN)


def test_undecided_columns_and_missing_keys_are_refused() -> None:
    with pytest.raises(PlanError, match="column shop is undecided"):
        masked(SOURCE, plan_of(SOURCE, {**ALL_STEPS, "shop": Step(None)}))
    with pytest.raises(KeyRefused, match="needs a key"):
        masked(SOURCE, PLAN, None)


def _values(frame: pl.DataFrame, names: list[str]) -> set[str]:
    return set(frame.select(names).explode("phones").unpivot()["value"].drop_nulls())
