"""What is out of the usual is told: much at once, odd hours, unmasking that repeats itself, a partner never seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from piiscan.audit import Actor, Entry
from piiscan.audit.usage import unusual, uses

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANN, BEN = Actor("ann"), Actor("svc", "Ben")


def entries(*events: tuple[str, dict[str, object]], actor: Actor = ANN, start: datetime = MONDAY) -> list[Entry]:
    """Events, a minute apart."""
    moments = [start + timedelta(minutes=number) for number in range(len(events))]
    return [
        Entry(number, "", f"{moment:%Y-%m-%dT%H:%M:%S}.000000Z", actor, event, facts)
        for number, (moment, (event, facts)) in enumerate(zip(moments, events, strict=True))
    ]


def why(found: list[Entry]) -> list[tuple[int, str]]:
    return [(odd.line, odd.why) for odd in unusual(found, zone=UTC)]


def test_uses_are_summed_by_who_what_and_for_whom() -> None:
    found = [
        *entries(("mask", {"partner": "acme", "rows": 5}), ("mask", {"partner": "acme", "rows": 7}), ("keys.new", {})),
        *entries(("mask", {"partner": "acme", "rows": 1}), actor=BEN),
    ]
    summed = [(use.actor, use.event, use.partner, use.events, use.rows) for use in uses(found)]
    assert summed == [
        ("ann", "mask", "acme", 2, 12),
        ("Ben (svc)", "mask", "acme", 1, 1),
        ("ann", "keys.new", None, 1, 0),
    ]


def test_usual_work_is_not_told() -> None:
    assert not why(entries(*[("mask", {"partner": "acme", "rows": 100 + 50 * number}) for number in range(20)]))
    assert not why(entries(("keys.rotate", {}), start=MONDAY.replace(hour=3)))


def test_many_rows_at_once_are_told_once_there_is_something_to_compare_with() -> None:
    few, many = ("mask", {"rows": 100}), ("mask", {"rows": 1001})
    assert not why(entries(few, few, many))
    assert not why(entries(few, few, few, ("share", {"rows": 10**6}), ("mask", {"rows": 1000})))
    assert why(entries(few, few, few, many)) == [(4, "1,001 rows, where the median before it is 100")]


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (MONDAY.replace(hour=6, minute=59), "at 06:59"),
        (MONDAY.replace(hour=7), None),
        (MONDAY.replace(hour=19, minute=59), None),
        (MONDAY.replace(hour=20), "at 20:00"),
        (MONDAY + timedelta(days=5), "on a Saturday"),
    ],
)
def test_hours_outside_of_work_are_told(start: datetime, told: str | None) -> None:
    assert [reason for _, reason in why(entries(("mask", {"rows": 1}), start=start))] == ([told] if told else [])


def test_unmasking_the_same_copy_again_and_often_is_told() -> None:
    one, two, three = (("keys.unmask", {"copy": copy, "rows": 1}) for copy in "abc")
    assert why(entries(one, two, one)) == [
        (3, "this copy had been unmasked before"),
        (3, "unmasking number 3 of this person within a day"),
    ]
    apart = entries(one, start=MONDAY) + entries(two, start=MONDAY + timedelta(days=1, minutes=1))
    assert not why([*apart, *entries(three, actor=BEN, start=MONDAY + timedelta(days=1))])


def test_a_partner_that_was_never_seen_is_told_but_for_the_very_first() -> None:
    found = entries(*[("mask", {"partner": partner, "rows": 1}) for partner in ("acme", "acme", "beta", "beta")])
    assert why(found) == [(3, "the first for partner beta")]
