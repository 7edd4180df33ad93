"""A person decides an undecided column in a real browser, and finds decisions.yaml and plan.yaml."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.leaks.runner import ROOT

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("no chromium: apt-get install chromium", allow_module_level=True)

PURPOSE = """piiscan: purpose/1
name: callback
version: 1
owner: service
effective: 2026-01-01
review: 2099-01-01
basis: contract
needs:
  - {column: c1, why: to call back}
"""


def piiscan(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "piiscan", *map(str, arguments)]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Of a review page over a file with one undecided column."""
    rows = "c1\n13800138000\n13800146011\n13900139022\n"
    (tmp_path / "visits.csv").write_text(rows, "utf-8")
    (tmp_path / "callback.yaml").write_text(PURPOSE, "utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(piiscan("scan", "visits.csv", "-f", "json", "-o", "f.json"), cwd=tmp_path, env=env, check=True)
    asked = piiscan(
        "review",
        "f.json",
        "--purpose",
        "callback.yaml",
        "--web",
        "--owner",
        "li.wei",
        "--data",
        "visits.csv",
        "-o",
        "out",
    )
    with subprocess.Popen(asked, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True) as served:
        assert served.stderr
        yield served.stderr.readline().split()[-1]
        served.send_signal(signal.SIGINT)
        assert served.wait(20) == 0


def test_a_review_is_clicked_through_to_a_plan(address: str, tmp_path: Path) -> None:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        assert page.locator("#undecided-count").inner_text() == "1"
        column = page.locator("article", has_text="c1").first
        column.get_by_label("Why").fill("callers of the shop")
        column.get_by_role("button", name="It is CN_MOBILE").click()
        assert page.locator("#undecided-count").inner_text() == "0"
        assert "li.wei: It is CN_MOBILE (callers of the shop)" in page.content().replace("<b>", "").replace("</b>", "")
        page.get_by_role("button", name="Write decisions.yaml and plan.yaml").click()
        assert "written: decisions.yaml, plan.yaml" in page.get_by_role("status").inner_text()
        if shots := os.environ.get("SCREENSHOTS"):
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=f"{shots}/review-{width}.png", full_page=True)
        browser.close()
    assert "is: CN_MOBILE" in (tmp_path / "out" / "decisions.yaml").read_text("utf-8")
    assert "operator: pseudonym" in (tmp_path / "out" / "plan.yaml").read_text("utf-8")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["decisions.yaml", "plan.yaml"]
