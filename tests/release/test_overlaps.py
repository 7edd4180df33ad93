"""What a column of two copies tells: by its operators, and by all that their output depends on."""

from __future__ import annotations

from datetime import date

import pytest

from piiscan.model.composition import Overlap
from piiscan.model.finding import ColumnFinding, Findings, TableFinding
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.release import Delivered, Manifest, Named
from piiscan.model.tier import Role
from piiscan.model.verification import Check, Verification
from piiscan.verbs.release.composition import Copy, overlaps

ROWS, DAY = 100, date(2026, 1, 1)


def copy(release: str, key: str = "k1", distinct: int = ROWS, day: date = DAY, **steps: Step) -> Copy:
    """Of table `t`, whose columns have so many distinct values."""
    columns = tuple(_column(name, distinct) for name in steps)
    table = TableFinding("t", "t", "csv", ROWS, ROWS, 1, ROWS, release, columns, key="t")
    record = Named("n", 1, "")
    manifest = Manifest(
        release=release, requested=DAY, requester="mei", purpose=record, partner=record, agreement="", jurisdiction="",
        assessment=None, policy=record, tool={}, scan="", plan="", verification="", key=key, key_version=1, k=None,
        tier=1, removed=0, canaries=0, seal_by=DAY, expires=DAY, files=(Delivered("data/data-001.csv", "aa", 1, ROWS),),
    )  # fmt: skip
    plan = Plan({}, None, None, day, None, "refuse", {"t": TablePlan("", steps)})
    checks = Verification((Check("structure", "t", figures={"rows": ROWS}),))
    return Copy(manifest, Findings({}, {}, "", "", 0.0, (table,)), plan, checks)


def _column(name: str, distinct: int) -> ColumnFinding:
    return ColumnFinding(
        name=name, path=None, type="String", comment=None, status="personal", entity="X", role=Role.NONE, tier=1,
        level=None, confidence=1.0, rows=ROWS, nulls=0, distinct=distinct, distinct_error=0.0, matched=ROWS,
        valid=None, chance=0.0, miss_bound=None, candidate=None,
    )  # fmt: skip


def both(here: Copy, there: Copy) -> Overlap | None:
    return next(overlaps(here, there, "sealed"), None)


ID = Step("pseudonym", entity="ID")
AGE = Step("generalize", {"to": "age_band", "step": 5})
NOISE = Step("noise", {"share": 0.1, "subject": "id"}, entity="SALARY")


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        (AGE, Step("generalize", {"to": "age_band", "step": 10}), ("generalize step 5", "generalize step 10")),
        (
            AGE,
            Step("generalize", {"to": "year"}),
            ("generalize to age_band, step 5, top 90, as_of 2026-01-01", "generalize to year"),
        ),
        (AGE, Step("generalize", {"to": "age_band"}), None),
        (Step("generalize", {"to": "region"}), Step("generalize", {"to": "region", "level": "city"}), None),
        (AGE, Step("drop"), ("generalize to age_band, step 5, top 90", "drop")),
        (Step("keep"), Step("null"), ("keep", "null")),
        (Step("drop"), Step("redact"), None),
        (ID, Step("fpe", entity="ID"), None),
        (ID, Step("fpe", {"keep_prefix": 3}, "ID"), ("pseudonym", "fpe keep_prefix 3, keep_suffix 0, alphabet digits")),
        (
            Step("mask", {"keep_prefix": 3}),
            Step("mask", {"keep_suffix": 4}),
            ("mask keep_prefix 3, keep_suffix 0", "mask keep_prefix 0, keep_suffix 4"),
        ),
        (NOISE, Step("noise", {"share": 0.2, "subject": "id"}, "SALARY"), ("noise share 0.1", "noise share 0.2")),
        (Step("replace", {"value": "nobody's"}), Step("keep"), ("replace", "keep")),
        (Step("text", {"spans": {"default": {"operator": "redact"}}}), Step("text"), ("text", "text")),
    ],
)
def test_a_column_is_told_where_one_copy_says_what_the_other_does_not(
    here: Step, there: Step, told: tuple[str, str] | None
) -> None:
    found = both(copy("b", id=ID, c=here), copy("a", id=ID, c=there))
    if told is None:
        assert found is None
    else:
        assert found
        (differing,) = found.differing
        assert (differing.column, differing.here, differing.there) == ("c", *told)
        assert found.joined == ("id",)


def test_noise_of_two_keys_is_told_and_no_token_joins_it() -> None:
    found = both(copy("b", key="k2", id=ID, c=NOISE), copy("a", id=ID, c=NOISE))
    assert found
    assert [(each.here, each.there) for each in found.differing] == [
        ("noise key k2 version 1", "noise key k1 version 1")
    ]
    assert (found.joined, found.common) == ((), ())


def test_ages_of_another_day_are_told() -> None:
    found = both(copy("b", day=date(2026, 3, 1), c=AGE), copy("a", c=AGE))
    assert found
    assert found.differing[0].here == "generalize as_of 2026-03-01"


def test_tokens_of_another_domain_do_not_join() -> None:
    other = Step("pseudonym", entity="ID", domain="other")
    found = both(copy("b", id=ID, c=AGE), copy("a", id=other, c=Step("keep")))
    assert found
    assert found.joined == ()


@pytest.mark.parametrize(("distinct", "joined"), [(ROWS, ("c",)), (50, ())])
def test_kept_values_join_where_nearly_each_row_has_its_own(distinct: int, joined: tuple[str, ...]) -> None:
    found = both(copy("b", distinct=distinct, c=Step("keep"), d=AGE), copy("a", c=Step("keep"), d=Step("drop")))
    assert found
    assert found.joined == joined
    assert {*found.joined, *found.common} == {"c"}


def test_a_column_that_came_later_is_told() -> None:
    found = both(copy("b", id=ID, c=Step("keep")), copy("a", id=ID))
    assert found
    assert [(each.column, each.there) for each in found.differing] == [("c", "not there")]
