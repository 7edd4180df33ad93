"""Children under 14 are counted by resident number and by birth date, on the day of the scan, and none is missed."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import piiscan
from piiscan.detection import packs
from piiscan.detection.columns.hits import HitCounter
from piiscan.detection.columns.minors import births, by_birth_date
from piiscan.model.evidence import Minors
from piiscan.model.finding import TableFinding
from piiscan.model.table import Column

AS_OF = date(2026, 11, 24)
TURNS_14 = date(2012, 11, 24)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


FEW = settings(max_examples=30, deadline=None)
VAGUE = ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y-%m", "%Y", "%Y年%m月"]


def counted(*values: str, as_of: date = AS_OF) -> int:
    return by_birth_date(pl.DataFrame({"value": list(values), "rows": [1] * len(values)}), as_of).rows


def resident(born: date, serial: int) -> str:
    """A resident number of Beijing (GB 11643: ISO 7064 MOD 11-2)."""
    body = f"110105{born:%Y%m%d}{serial:03}"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
    return body + "10X98765432"[total % 11]


def table(**columns: list[str]) -> TableFinding:
    return piiscan.scan(pl.DataFrame(columns), text="off", as_of=AS_OF).tables[0]


@FEW
@given(st.dates(date(1930, 1, 1), AS_OF), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"]))
def test_a_child_is_one_until_the_day_it_turns_14(born: date, form: str) -> None:
    assert counted(born.strftime(form)) == (born > TURNS_14)


@given(
    st.dates(TURNS_14 + timedelta(1), AS_OF),
    st.sampled_from(VAGUE),
)
def test_no_child_is_missed_where_the_date_leaves_room(born: date, form: str) -> None:
    assert counted(born.strftime(form)) == 1


@pytest.mark.parametrize("value", ["", "2030-01-01", "1980", "31/12/1999", "20131", "no date 2015", "12013-01-01"])
def test_what_is_no_date_of_a_child_is_not_counted(value: str) -> None:
    assert counted(value) == 0


@FEW
@given(st.lists(st.dates(date(1990, 1, 1), date(2045, 12, 31)), min_size=1, max_size=4), st.integers(0, 9000))
def test_what_is_said_to_hold_for_later_days_holds(births: list[date], days: int) -> None:
    """By resident number, and by birth date in every form, those yet to be born included."""
    dates = pl.DataFrame({"value": [f"{born:{form}}" for born in births for form in ["%Y-%m-%d", *VAGUE]]})
    numbers = pl.DataFrame({"value": [resident(born, n) for n, born in enumerate(births)]})

    def found(day: date) -> list[Minors]:
        by_number = HitCounter(packs.recognizers(), day)(numbers.with_columns(rows=1))[1]
        return [by_birth_date(dates.with_columns(rows=1), day), by_number]

    for first, later in zip(found(AS_OF), found(AS_OF + timedelta(days)), strict=True):
        assert first.dated or first == later


def test_rows_are_counted_not_values() -> None:
    assert by_birth_date(pl.DataFrame({"value": ["2020-01-01", "1970-01-01"], "rows": [7, 5]}), AS_OF).rows == 7


@pytest.mark.parametrize(
    ("column", "is_one"),
    [
        (Column("birth_date", "Date"), True),
        (Column("csrq", "String"), True),
        (Column("c7", "String", comment="出生日期"), True),
        (Column("$.child[*].dob", "String", path="$.child[*].dob"), True),
        (Column("birth_place", "String"), False),
        (Column("created_at", "String"), False),
    ],
)
def test_the_header_or_comment_says_where_birth_dates_are(column: Column, is_one: bool) -> None:
    assert births([column], packs.recognizers()) == (frozenset([column.name]) if is_one else frozenset())


BORN = [TURNS_14 + timedelta(days) for days in (-9000, -1, 0, 1, 400)] * 2
NAMES = ["王小明", "李雷", "韩梅梅", "张三丰", "赵子龙", "钱学礼", "孙思邈", "周树人", "吴承恩", "郑成功"]


@pytest.mark.parametrize(
    "column",
    [{"birth_date": [str(day) for day in BORN]}, {"id_no": [resident(day, n) for n, day in enumerate(BORN)]}],
    ids=["birth date", "resident number"],
)
def test_children_are_counted_and_make_column_and_table_sensitive(column: dict[str, list[str]]) -> None:
    found = table(**column, name=NAMES)
    (name,) = column
    told = {c.name: c for c in found.columns}
    assert (found.minors, found.tier, told[name].tier) == (4, 4, 4)
    assert "4 rows are about children under 14" in [reason.evidence for reason in told[name].reasons]


def test_birth_dates_of_grown_people_stay_where_they_are() -> None:
    found = table(birth_date=[str(TURNS_14 - timedelta(n)) for n in range(10)], name=NAMES)
    assert (found.minors, found.tier) == (0, 3)


def test_dates_that_say_nothing_of_people_make_no_children() -> None:
    found = table(created_at=[str(day) for day in BORN])
    assert (found.minors, found.tier) == (0, 1)
