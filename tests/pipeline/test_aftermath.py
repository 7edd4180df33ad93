"""The examples of a report are the packs' own, and the plan's own operators have masked them."""

from __future__ import annotations

from datetime import date

from piiscan.detection import packs
from piiscan.model.finding import ColumnFinding, Findings
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.tier import Role
from piiscan.pipeline.aftermath import examples, since
from tests.reports.made_up import column as clean
from tests.reports.made_up import personal, scan, table

STEPS = {
    "mobile": Step("pseudonym", entity="CN_MOBILE"),
    "card": Step("mask", {"keep_suffix": 4}, entity="CN_BANK_CARD"),
    "birth": Step("generalize", {"to": "age_band", "step": 5}, entity="DATE_OF_BIRTH"),
    "gender": Step("drop", entity="GENDER"),
    "salary": Step("date_shift", {"subject": "mobile"}, entity="DATE_OF_BIRTH"),
    "notes": Step("text", entity="FREE_TEXT"),
    "undecided": Step(None, entity="CN_MOBILE"),
    "sku": Step("null"),
}


def test_each_step_is_shown_on_an_example_of_its_entity() -> None:
    plan = Plan({}, None, None, date(2026, 11, 24), None, "refuse", {"t.csv": TablePlan("sha256:0", STEPS)})
    shown = examples(plan)
    assert {column for _, column in shown} == {"mobile", "card", "birth", "gender"}
    for (_, column), (value, masked) in shown.items():
        assert value in packs.by_entity()[STEPS[column].entity or ""].examples.match
        assert masked != value
    assert shown["t.csv", "gender"][1] is None
    assert examples(plan) == shown


def test_changes_are_what_an_earlier_scan_did_not_say_of_the_same_column() -> None:
    phone = personal("phone", "CN_MOBILE", Role.DIRECT_IDENTIFIER, 3)
    gone, now_undecided = personal("fax", "CN_LANDLINE", Role.DIRECT_IDENTIFIER, 3), clean("c1", status="undecided")

    def of(*columns: ColumnFinding) -> Findings:
        return scan(tables=(table("customers.csv", *columns),))

    earlier = of(phone, gone, clean("c1", status="undecided", candidate="CN_MOBILE"))
    seen = since(of(phone, now_undecided, personal("xm", "PERSON", Role.DIRECT_IDENTIFIER, 3)), [earlier])
    assert seen is not None
    assert [item.about for item in seen.new] == ["xm"]
    assert [item.about for item in seen.changed] == ["c1"]
    assert (seen.same, seen.resolved) == (1, 1)
    assert since(earlier, []) is None
