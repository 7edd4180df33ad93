"""In a real browser, the five answers stand on the first screen of a desk and of a phone, in both languages."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from piiscan.model.finding import Exposure
from piiscan.model.item import Baselined, Item
from piiscan.model.tier import Role
from piiscan.model.verification import Check, Verification
from piiscan.reports.html import render
from piiscan.reports.html.aftermath import Aftermath
from piiscan.reports.words import Language
from tests.reports.made_up import column, personal, scan, table

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("no chromium: apt-get install chromium", allow_module_level=True)

KINDS = ("CN_RESIDENT_ID", "PERSON", "CN_MOBILE", "CN_ADDRESS", "EMAIL_ADDRESS", "HEALTH", "SALARY", "DATE_OF_BIRTH")


def school(lang: Language) -> str:
    columns = [personal(kind.lower(), kind, Role.DIRECT_IDENTIFIER, 3 + i % 2) for i, kind in enumerate(KINDS)]
    open_column = column("c9", status="undecided", candidate="CN_MOBILE", tier=3)
    pupils = table("school/pupils.csv", *columns, open_column, people=800, minors=773)
    visits = table("school/visits.csv", columns[2], people=372)
    exposed = tuple(Exposure(one.source, "readable by every user of the machine", 4) for one in (pupils, visits))
    new = Item("school/visits.csv", "note", "personal CN_MOBILE, tier 3", 3)
    checked = Aftermath(verification=Verification((Check("structure", "pupils.csv"),)))
    found = scan(tables=(pupils, visits, table("school/menu.csv", column("dish"))), exposure=exposed)
    changes = Baselined((new,), (), 16, 0, since=f"{date(2026, 1, 1)}T08:00:00Z")
    return render(found, lang=lang, aftermath=checked, changes=changes)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)], ids=["desk", "phone"])
def test_five_answers_fit_the_first_screen(tmp_path: Path, lang: Language, width: int, height: int) -> None:
    (tmp_path / "report.html").write_text(school(lang), "utf-8")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto((tmp_path / "report.html").as_uri())
        ends = page.evaluate(
            "[...document.querySelectorAll('.answers section')].map(s => s.getBoundingClientRect().bottom)"
        )
        sideways = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert len(ends) == 5
    assert max(ends) <= height
    assert sideways <= width
