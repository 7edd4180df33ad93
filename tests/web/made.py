"""A scan with one column of every status, a purpose, and choices on them."""

from __future__ import annotations

from datetime import date

from piiscan.model.finding import Findings
from piiscan.model.policy import Match
from piiscan.model.register import Need, Purpose
from piiscan.model.tier import Role
from piiscan.policy.policies import default_policy
from piiscan.web.choices import Choices
from tests.reports.made_up import column, personal, scan, table

TABLE = "customers.csv"


def findings() -> Findings:
    """`c1` may be a mobile number, `xm` is a name, `city` a place, `amount` nothing."""
    columns = (
        column("c1", status="undecided", candidate="CN_MOBILE", role=Role.DIRECT_IDENTIFIER, tier=3, confidence=0.5),
        personal("xm", "PERSON", Role.DIRECT_IDENTIFIER, 3),
        personal("city", "CITY", Role.QUASI_IDENTIFIER, 2),
        column("amount"),
    )
    return scan(tables=(table(TABLE, *columns, key=TABLE),))


def purpose() -> Purpose:
    """Needs the number and the place."""
    needs = (Need(Match(entity="CN_MOBILE"), "to call back"), Need(Match(column="city"), "a feature", "exact"))
    return Purpose(
        name="callback",
        version=1,
        owner="service",
        effective=date(2026, 1, 1),
        review=date(2030, 1, 1),
        basis="contract",
        needs=needs,
    )


def choices(data: str | None = None) -> Choices:
    return Choices(findings(), purpose(), default_policy(), "li.wei", date(2099, 1, 1), data)
