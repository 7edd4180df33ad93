"""The page is for one browser on this machine: no other program, site or second visitor sees it or chooses anything."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra web is not installed")

import httpx

from piiscan.reports.wording import Wording
from piiscan.web.guard import Guard
from piiscan.web.page import Page
from tests.web.made import TABLE, choices

HERE = "http://127.0.0.1:4711"


class Browser:
    """One that keeps its cookies."""

    def __init__(self) -> None:
        self.written: list[dict[str, str]] = []
        self.page = Page(choices(), Wording(), lambda made: self.written.append(dict(made.files)) or "written")
        self.guard = Guard(self.page.app(), 4711)
        self.cookies = httpx.Cookies()

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        return asyncio.run(self._ask(method, path, **given))

    async def _ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.guard)
        async with httpx.AsyncClient(transport=transport, base_url=HERE, cookies=self.cookies) as client:
            answer = await client.request(method, path, **given)
            self.cookies = client.cookies
            return answer

    def post(self, path: str, origin: str = HERE, **fields: str) -> httpx.Response:
        return self.ask("POST", path, data=fields, headers={"origin": origin})


@pytest.fixture
def browser() -> Browser:
    made = Browser()
    assert made.ask("GET", made.guard.address.removeprefix(HERE)).status_code == 303
    return made


def test_the_address_works_once() -> None:
    made = Browser()
    address = made.guard.address.removeprefix(HERE)
    assert made.ask("GET", "/").status_code == 403
    assert made.ask("GET", "/?token=wrong").status_code == 403
    assert made.ask("GET", address).status_code == 303
    assert "Review" in made.ask("GET", "/").text
    made.cookies = httpx.Cookies()
    assert made.ask("GET", address).status_code == 403
    assert made.ask("GET", "/?token=None").status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:4712", "http://localhost:4711"])
def test_no_other_site_can_choose(browser: Browser, origin: str) -> None:
    before = browser.page.choices
    fields = {"table": TABLE, "column": "c1", "choice": "*", "why": "x"}
    assert browser.post("/choose", origin, **fields).status_code == 403
    assert browser.ask("POST", "/choose", data=fields).status_code == 403
    assert browser.post("/write", origin).status_code == 403
    assert browser.page.choices is before
    assert not browser.written


def test_another_name_for_this_machine_is_refused(browser: Browser) -> None:
    assert browser.ask("GET", "/", headers={"host": "rebound.example:4711"}).status_code == 403


def test_the_page_runs_no_script_and_is_kept_nowhere(browser: Browser) -> None:
    answer = browser.ask("GET", "/")
    assert "<script" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"


def test_a_choice_changes_the_plan_and_is_shown(browser: Browser) -> None:
    answer = browser.post("/choose", table=TABLE, column="c1", choice="CN_MOBILE", why="call back", back="t0c0")
    assert (answer.status_code, answer.headers["location"]) == (303, "/#t0c0")
    page = browser.ask("GET", "/").text
    assert "li.wei: <b>It is CN_MOBILE</b> (call back)" in page
    assert '<b id="undecided-count">0</b>' in page
    browser.post("/choose", table=TABLE, column="c1", choice="undo")
    assert '<b id="undecided-count">1</b>' in browser.ask("GET", "/").text


def test_a_refused_choice_says_why_once(browser: Browser) -> None:
    browser.post("/choose", table=TABLE, column="c1", choice="", entity="CN_MOBIL", why="x")
    assert "did you mean CN_MOBILE" in browser.ask("GET", "/").text
    assert "did you mean CN_MOBILE" not in browser.ask("GET", "/").text


def test_a_form_that_is_too_long_or_none_is_refused(browser: Browser) -> None:
    assert browser.post("/choose", why="x" * 20_000).status_code == 400
    strange = browser.ask("POST", "/choose", content=b"\xff\xfe=\x00", headers={"origin": HERE})
    assert strange.status_code == 400


def test_files_are_written_when_asked_for_and_not_before(browser: Browser) -> None:
    browser.post("/choose", table=TABLE, column="c1", choice="*", why="a counter")
    assert not browser.written
    browser.post("/write")
    assert len(browser.written) == 1
    assert set(browser.written[0]) == {"decisions.yaml", "plan.yaml"}


def test_no_name_of_the_data_is_markup(browser: Browser) -> None:
    browser.post("/choose", table=TABLE, column="c1", choice="needed", why="<script>alert(1)</script>")
    page = browser.ask("GET", "/").text
    assert "&lt;script&gt;" in page
    assert "<script" not in page
