"""subject retain: rows past their term go on the day, and those of no date are told."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Cli
from tests.leaks.runner import Run

PURPOSE = """piiscan: purpose/1
name: churn
version: 2
owner: analytics
effective: 2026-01-01
review: 2036-01-01
basis: consent
retention: {days: 365, column: since}
needs: [{column: n, why: a feature}]
"""


def retained(cli: Cli, source: str, *more: str) -> Run:
    Path("churn.yaml").write_text(PURPOSE)
    return cli("subject", "retain", source, "out", "--purpose", "churn.yaml", "--as-of", "2026-11-24", *more)


def test_rows_past_their_term_go_on_the_day_and_not_before(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("n,since\n1,2025-11-23\n2,2025-11-24\n3,2026年1月1日\n4,2020/2/3\n")
    run = retained(cli, "t.csv", "-f", "json")
    record = json.loads(run.stdout)
    assert (tmp_path / "out").read_text() == "n,since\n2,2025-11-24\n3,2026年1月1日\n"
    assert (run.exit_code, record["removed"][0]["gone"], record["term"]) == (0, 2, {"column": "since", "days": 365})
    assert (record["purpose"]["version"], record["as_of"]) == (2, "2026-11-24")


def test_rows_of_no_date_stay_and_are_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("n,since\n1,2025-11-23\n2,soon\n3,\n")
    run = retained(cli, "t.csv")
    assert (tmp_path / "out").read_text() == "n,since\n2,soon\n3,\n"
    assert run.exit_code == 3
    assert b"since, 2 rows: no date that can be read" in run.stdout


def test_what_tells_no_age_is_incomplete(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("n,other\n1,2020-01-01\n")
    run = retained(cli, "t.csv")
    assert (run.exit_code, b"nothing in it tells how old it is" in run.stdout) == (3, True)
