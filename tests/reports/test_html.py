"""The HTML page answers its five questions first, is one file, and shows what became of the data."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from piiscan.model.attack import Attack
from piiscan.model.finding import Exposure, Findings, Incomplete
from piiscan.model.item import Baselined, Item
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.risk import Crowds, Risk, TableRisk
from piiscan.model.tier import Role
from piiscan.model.verification import Check, Verification
from piiscan.reports.html import render
from piiscan.reports.html.aftermath import Aftermath
from piiscan.reports.words import Language
from tests.reports.made_up import column, everything, personal, scan, table


def text_of(page: str) -> str:
    """What a reader sees, on one line."""
    seen: list[str] = []

    class Reader(HTMLParser):
        skipped = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.skipped = tag in ("style", "script")

        def handle_data(self, data: str) -> None:
            if not self.skipped:
                seen.append(data)

    Reader().feed(page)
    return " ".join(" ".join(seen).split())


def first_screen(findings: Findings, **given: Any) -> str:
    page = text_of(render(findings, **given))
    return page[: page.index("Map" if findings.tables else "All tables and columns")]


def test_the_first_screen_says_what_is_here_how_bad_whose_and_what_to_do() -> None:
    customers = table(
        "in/customers.csv",
        personal("id_no", "CN_RESIDENT_ID", Role.DIRECT_IDENTIFIER, 4),
        personal("xm", "PERSON", Role.DIRECT_IDENTIFIER, 3),
        column("c9", status="undecided", candidate="CN_MOBILE", tier=3),
        people=4988,
        minors=12,
    )
    orders = table("in/orders.csv", column("amount"))
    exposed = (Exposure("in/customers.csv", "readable by every user of the machine", 4),)
    said = first_screen(scan(tables=(customers, orders), exposure=exposed))
    assert "2 tables · 4 columns · 10,000 rows" in said
    assert "in in/ CN_RESIDENT_ID PERSON" in said
    assert "1 of 2 tables and texts hold sensitive data" in said
    assert "1 undecided" in said
    assert "4,988 people, at most" in said
    assert "12 Children under 14, at most" in said
    assert "Exposed sources, to be closed: 1" in said
    assert "Undecided columns, for a person to decide: 1" in said
    assert "Columns and texts to mask before anybody else gets them: 3" in said


def test_what_changed_since_an_earlier_scan_is_counted_and_named() -> None:
    new = Item("in/customers.csv", "email", "personal EMAIL_ADDRESS, tier 3", 3)
    said = first_screen(everything(), changes=Baselined((new,), (), 7, 2))
    assert "1 new · 0 changed · 2 gone" in said
    assert "in/customers.csv : email personal EMAIL_ADDRESS, tier 3" in said
    assert "7 as before" in said
    assert "No earlier scan was given" in first_screen(everything())


def test_a_scan_that_found_nothing_asks_for_nothing_and_an_incomplete_one_for_reading() -> None:
    assert "Nothing: no personal data was found" in first_screen(scan(tables=(table("a.csv", column("x")),)))
    unread = first_screen(scan(incomplete=(Incomplete("b.zip", "encrypted"),)))
    assert "no personal data was found" not in unread
    assert "Unread sources, to be made readable and scanned again: 1" in unread


def test_the_page_needs_nothing_from_anywhere_and_runs_its_own_script_alone() -> None:
    page = render(everything())
    assert not re.search(r"""(?:src|href)=(?!["']?#)|url\(|@import|https?://""", page)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert script
    digest = b64encode(sha256(script[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert page.count("<script") == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_two_thousand_columns_make_less_than_a_megabyte(lang: Language) -> None:
    columns = [personal(f"mobile_{i}", "CN_MOBILE", Role.DIRECT_IDENTIFIER, 3) for i in range(10)]
    columns += [column(f"amount_{i}") for i in range(10)]
    tables = tuple(table(f"lake/area_{n}/people.csv", *columns) for n in range(100))
    assert len(render(scan(tables=tables), lang=lang).encode()) < 1_000_000


def test_every_square_of_the_map_has_a_row_and_rows_say_their_tier() -> None:
    page = render(everything())
    for number, found in enumerate(everything().tables):
        line = re.search(rf'data-of="t{number}">(.*?)</span>', page, re.DOTALL)
        assert line
        assert line[1].count("<i ") == len(found.columns)
        for i, one in enumerate(found.columns):
            row = f"<tr id=t{number}c{i} data-t={one.tier}"
            assert row in page or f"<tr id=t{number}c data-t=1" in page


PLAN = Plan(
    {"name": "p", "version": 1},
    None,
    "acme",
    date(2026, 11, 24),
    5,
    "refuse",
    {
        "customers.csv": TablePlan(
            "sha256:0",
            {
                "mobile": Step("pseudonym", entity="CN_MOBILE", reason="tier 3"),
                "city": Step("keep", entity="CITY", reason="needed"),
                "sku": Step("keep"),
            },
        )
    },
)


def after(**given: Any) -> str:
    return text_of(render(everything(), aftermath=Aftermath(**given)))


def test_the_copy_is_shown_with_what_was_done_what_holds_and_what_remains() -> None:
    said = after(
        plan=PLAN,
        examples={("customers.csv", "mobile"): ("13800138000", "a1b2")},
        verification=Verification((Check("structure", "customers.csv"), Check("rescan", "customers.csv"))),
    )
    assert "2 / 2 checks hold" in said
    assert "mobile customers.csv pseudonym CN_MOBILE 13800138000 → a1b2 tier 3" in said
    assert "customers.csv : city (CITY): needed" in said
    assert "sku" not in said[said.index("After masking") : said.index("All tables and columns")]


def test_a_copy_that_failed_says_why() -> None:
    failed = Verification((Check("rescan", "customers.csv", ("column city: 3 cells look like CN_MOBILE",)),))
    said = after(verification=failed)
    assert "failed" in said
    assert "customers.csv rescan: column city: 3 cells look like CN_MOBILE" in said


def test_class_sizes_are_drawn_before_and_after_though_the_copy_has_another_name() -> None:
    def risk(name: str, sizes: dict[int, int]) -> Risk:
        return Risk((TableRisk(name, {"city": "CITY"}, Crowds(sizes)),))

    page = render(
        everything(),
        aftermath=Aftermath(before=risk("customers.csv", {1: 40, 10: 6}), after=risk("copy.csv", {10: 10})),
    )
    assert page.count("<svg") == 1
    assert '<path class="before" d="M0 120H0.0V72.0H300.0V0.0H300"/>' in page
    assert '<path class="after" d="M0 120H300.0V0.0H300"/>' in page
    assert "source: k = 1, alone 40% · " in text_of(page)
    assert "copy: k = 10, alone 0%" in text_of(page)


def test_attacks_say_what_they_recovered_and_what_would_stop_them() -> None:
    attack = Attack("linkage", "customers.csv", "who lives where", 12, 500, "coarsen the column")
    said = after(attacks=(attack, replace(attack, name="dictionary", recovered=0)))
    assert "linkage who lives where customers.csv 2.4% 12 / 500 people - coarsen the column" in said
    assert said.count("coarsen the column") == 1


def masked(passed: bool | None, operator: str | None = "pseudonym") -> Aftermath:
    plan = Plan({}, None, None, date(2026, 1, 1), None, "refuse", {"t": TablePlan("", {"xm": Step(operator)})})
    checks = () if passed is None else (Check("structure", "t", () if passed else ("rows: 1 fewer",)),)
    return Aftermath(plan, verification=None if passed is None else Verification(checks))


@pytest.mark.parametrize(
    ("aftermath", "said"),
    [
        (masked(True), "Hand over the masked copy, which passed verification, and not the source"),
        (masked(False), "Keep the masked copy: it failed verification"),
        (masked(None), "Mask by the plan, and verify the copy"),
        (masked(None, operator=None), "Columns without an operator, to be given one in the plan: 1"),
    ],
    ids=["verified", "failed", "planned", "undecided"],
)
def test_what_to_do_next_goes_on_from_what_was_done(aftermath: Aftermath, said: str) -> None:
    screen = first_screen(everything(), aftermath=aftermath)
    assert said in screen
    assert "piiscan plan FINDINGS" not in screen


def test_what_changed_says_since_when_and_what_is_bad_says_where() -> None:
    said = first_screen(everything(), changes=Baselined((), (), 7, 0, since="2026-01-02T03:04:05Z"))
    assert "since the scan of 2026-01-02T03:04:05Z" in said
    sensitive = [table.source for table in everything().tables if table.tier == 4]
    assert sensitive
    assert all(source.split("/")[-1] in said for source in sensitive[:3])
