"""The laws of what stands under `rows:`, built in or plugged in: filters look at a row, orders lose none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import KeyRefused, PlanError
from piiscan.keys import MasterKey
from piiscan.transforms import build
from piiscan.transforms.listing import digest_of
from piiscan.transforms.rows import ROWS, RowOrder, build_row
from piiscan.transforms.rows.order import permutation
from piiscan.transforms.shuffle import Shuffle
from tests.transforms.cases import CONTEXT, DISEASES

LIST = {"file": str(DISEASES), "digest": digest_of(DISEASES.read_bytes(), CONTEXT.subkey("exclusion"))}
FILTERS: Mapping[str, Mapping[str, object]] = {
    "consent": {"column": "column"},
    "exclusion": {"column": "column", **LIST},
    "short": {"column": "column"},
    "retention": {"column": "column", "days": 365},
    "suppress": {"column": "column", "values": ["Flu", ""]},
}
VALUES = st.lists(
    st.sampled_from([None, "", "yes", "是", "no", "flu", "F lu", "asthma", "咳嗽", "x" * 20, "2026/9/1"]), max_size=12
)
every_filter = pytest.mark.parametrize("name", FILTERS)


def stays(name: str, values: list[str | None]) -> list[bool]:
    one = build_row(name, FILTERS[name])
    assert not isinstance(one, RowOrder)
    frame = pl.DataFrame({"column": values}, schema={"column": pl.String})
    return frame.select(one.stays(pl.col("column"), CONTEXT)).to_series().to_list()


def test_everything_registered_has_a_case() -> None:
    assert {*FILTERS, "row_order"} == set(ROWS.names)


@every_filter
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_filter_decides_row_by_row_and_always(name: str, data: st.DataObject) -> None:
    values = data.draw(VALUES)
    whole = stays(name, values)
    assert all(decision in (True, False) for decision in whole)
    split = data.draw(st.integers(0, len(values)))
    assert stays(name, values[:split]) + stays(name, values[split:]) == whole
    order = data.draw(st.permutations(range(len(values))))
    assert stays(name, [values[i] for i in order]) == [whole[i] for i in order]


@every_filter
def test_a_filter_takes_some_and_leaves_some(name: str) -> None:
    assert set(stays(name, [None, "", "yes", "flu", "x" * 20, "2026-11-20"])) == {True, False}


@every_filter
def test_wrong_parameters_are_refused_without_their_values(name: str) -> None:
    for wrong in ({"nonsense": "canary-4711"}, {"column": ["canary-4711"]}):
        with pytest.raises(PlanError, match=f"operator {name}: parameter") as refused:
            build_row(name, {**FILTERS[name], **wrong})
        assert "canary-4711" not in str(refused.value)


def test_a_list_of_people_needs_the_key_and_its_digest_is_keyed() -> None:
    one = build_row("exclusion", FILTERS["exclusion"])
    with pytest.raises(KeyRefused, match="operator exclusion needs a key"):
        one.stays(pl.col("column"), replace(CONTEXT, key=None))  # type: ignore[union-attr]
    with pytest.raises(PlanError, match="not the file of the plan: its digest is hmac-sha256:") as told:
        one.stays(pl.col("column"), replace(CONTEXT, key=MasterKey(sha256(b"other").digest())))  # type: ignore[union-attr]
    assert digest_of(DISEASES.read_bytes()).removeprefix("sha256:") not in str(told.value)


@pytest.mark.catalogue("B37")
@pytest.mark.parametrize("rows", [0, 1, 2, 1000])
def test_an_order_is_a_permutation_and_another_one_for_another_key_partner_or_table(rows: int) -> None:
    order = RowOrder().order(rows, "customers", CONTEXT)
    assert sorted(order) == list(range(rows))
    assert order.equals(RowOrder().order(rows, "customers", CONTEXT))
    others = [
        RowOrder().order(rows, "orders", CONTEXT),
        RowOrder().order(rows, "customers", replace(CONTEXT, partner="other")),
        RowOrder().order(rows, "customers", replace(CONTEXT, key=MasterKey(sha256(b"other").digest()))),
    ]
    assert rows < 1000 or not any(order.equals(other) for other in others)
    assert rows < 1000 or (order == pl.int_range(rows, eager=True)).sum() < 10


def test_a_shuffle_moves_every_value_and_columns_apart_from_each_other() -> None:
    one = build("shuffle", {})
    assert isinstance(one, Shuffle)
    a, b = (pl.Series(name, [None, "", *map(str, range(500))]) for name in "ab")
    moved = one.shuffled(a, "t", CONTEXT)
    assert moved.sort().equals(a.sort())
    assert (moved.fill_null("null") == a.fill_null("null")).sum() < 10
    assert (moved == one.shuffled(b, "t", CONTEXT).alias("a")).sum() < 10


def test_without_a_key_nothing_is_moved() -> None:
    for call in (
        lambda context: RowOrder().order(3, "t", context),
        lambda context: Shuffle().shuffled(pl.Series("a", [1, 2]), "t", context),
        lambda context: Shuffle().expression(pl.col("a"), context),
    ):
        with pytest.raises(KeyRefused, match="--key"):
            call(replace(CONTEXT, key=None))


@pytest.mark.catalogue("B37")
def test_orders_are_evenly_drawn() -> None:
    """Of three rows each of the six orders comes as often, within what chance allows (chi-square, p = 0.001)."""
    counts: dict[tuple[int, ...], int] = {}
    for table in range(1200):
        order = tuple(permutation(3, CONTEXT.subkey("row_order"), str(table)))
        counts[order] = counts.get(order, 0) + 1
    assert len(counts) == 6
    assert sum((count - 200) ** 2 / 200 for count in counts.values()) < 20.5


def test_a_file_that_changes_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("a\n", "utf-8")
    one = build_row("exclusion", {"column": "column", "file": str(file)})
    with pytest.raises(PlanError, match="not the file of the plan"):
        one.stays(pl.col("column"), CONTEXT)  # type: ignore[union-attr]


def test_an_unknown_name_is_told_what_there_is() -> None:
    with pytest.raises(PlanError, match="shredder: there is consent, "):
        build_row("shredder", {})


@pytest.mark.parametrize("days", [0, -1, True, 1.5, "30"])
def test_rows_are_kept_for_a_whole_number_of_days(days: object) -> None:
    with pytest.raises(PlanError, match="operator retention: parameter days"):
        build_row("retention", {"column": "column", "days": days})


def test_a_row_is_kept_to_the_very_day_and_not_beyond() -> None:
    kept = build_row("retention", {"column": "column", "days": 1})
    assert not isinstance(kept, RowOrder)
    frame = pl.DataFrame({"column": ["2026-11-24", "2026-11-23", "2026-11-22", "2026-12-01", "soon", None]})
    said = frame.select(kept.stays(pl.col("column"), CONTEXT)).to_series().to_list()
    assert said == [True, True, False, True, False, False]


def test_only_the_words_that_were_named_are_consent_in_whatever_case() -> None:
    asked = build_row("consent", {"column": "column", "yes": [" Ja ", "SI"]})
    assert not isinstance(asked, RowOrder)
    frame = pl.DataFrame({"column": ["ja", " JA", "si", "yes", "", None, "ja?"]})
    said = frame.select(asked.stays(pl.col("column"), CONTEXT)).to_series().to_list()
    assert said == [True, True, True, False, False, False, False]
