"""review: what a purpose needs, what is in excess, what that would gain; and the plan that follows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from tests.cli.conftest import Cli

PURPOSE = """piiscan: purpose/1
name: churn
version: 1
owner: analytics
effective: 2026-01-01
review: 2036-01-01
basis: consent
retention: {days: 365, column: created}
needs:
  - {column: customer_id, why: joins}
  - {entity: DATE_OF_BIRTH, as: exact, why: seasons}
  - {entity: AGE, why: a feature}
  - {entity: CITY, why: a region}
  - {entity: GENDER, as: exact, why: a feature}
  - {column: spent, why: the target}
  - {column: spent_again, why: the target}
  - {column: country, why: a feature}
  - {column: nothing, why: a feature}
  - {column: weather, why: a feature}
"""


def data(path: Path) -> Path:
    row = pl.int_range(400, eager=True)
    born = pl.date_range(pl.date(1960, 1, 1), pl.date(1999, 12, 31), "1d", eager=True).gather(row * 30)
    pl.DataFrame(
        {
            "customer_id": [f"C{n:06d}" for n in range(400)],
            "name": pl.Series(["王伟", "李娜", "张敏", "刘洋", "陈静"] * 80),
            "date_of_birth": born.cast(pl.String),
            "age": 2026 - born.dt.year(),
            "city": pl.Series(["深圳", "广州", "珠海", "北京"] * 100),
            "gender": pl.Series(["F", "M"] * 200),
            "spent": row * 7 % 1000 + 3,
            "spent_again": row * 7 % 1000 + 3,
            "country": ["China"] * 400,
            "nothing": pl.Series([None] * 400, dtype=pl.String),
            "created": pl.Series(["2020-01-01"] * 100 + ["2026-06-01"] * 290 + ["soon"] * 10),
        }
    ).write_csv(path)
    return path


@pytest.fixture
def found(cli: Cli, tmp_path: Path) -> Path:
    (tmp_path / "churn.yaml").write_text(PURPOSE)
    cli("scan", data(tmp_path / "c.csv"), "--as-of", "2026-11-30", "-f", "json", "-o", tmp_path / "f.json")
    return tmp_path


def reviewed(cli: Cli, folder: Path, *more: object) -> Any:
    run = cli("review", folder / "f.json", "--purpose", folder / "churn.yaml", "-f", "json", *more)
    assert run.exit_code == 1
    return json.loads(run.stdout)


def test_every_column_is_judged_against_the_purpose(cli: Cli, found: Path) -> None:
    said = reviewed(cli, found)
    assert {c["column"]: c["judgement"] for c in said["tables"][0]["columns"]} == {
        "customer_id": "needed",
        "name": "excess",
        "date_of_birth": "needed",
        "age": "derivable",
        "city": "over-precise",
        "gender": "needed",
        "spent": "needed",
        "spent_again": "needed",
        "country": "constant",
        "nothing": "empty",
        "created": "excess",
    }
    assert said["missing"] == ["weather"]


def test_the_data_say_what_is_gained_repeated_and_past_its_term(cli: Cli, found: Path) -> None:
    said = reviewed(cli, found, "--data", found / "c.csv")
    (table,) = said["tables"]
    columns = {c["column"]: c for c in table["columns"]}
    assert columns["spent_again"]["judgement"] == "duplicate"
    assert columns["city"]["gain"]["alone_before"] == 400
    assert (table["expired"], table["undated"]) == (100, 10)


def test_a_coarser_form_is_measured_as_risk_measures_it(cli: Cli, found: Path) -> None:
    purpose = found / "churn.yaml"
    lasting = PURPOSE.replace("retention: {days: 365, column: created}\n", "")
    purpose.write_text(lasting.replace("DATE_OF_BIRTH, as: exact", "DATE_OF_BIRTH, as: {to: age_band, step: 10}"))
    (table,) = reviewed(cli, found, "--data", found / "c.csv")["tables"]
    cli("plan", found / "f.json", "--purpose", purpose, "-o", found / "p.yaml")
    cli("keys", "new", f"file:{found / 'key'}")
    masked = cli(
        "mask", found / "c.csv", found / "out.csv", "--plan", found / "p.yaml", "--key", f"file:{found / 'key'}"
    )
    assert masked.exit_code == 0, masked.stderr
    kept = [c["column"] for c in table["columns"] if c["column"] in ("date_of_birth", "age", "city", "gender")]
    asked = [part for name in kept for part in ("--quasi", name)]
    (risk,) = json.loads(cli("risk", found / "out.csv", *asked, "-f", "json").stdout)["tables"]
    assert (table["together"]["k_after"], table["together"]["alone_after"]) == (risk["k"], risk["unique"])


def test_the_plan_shares_what_is_needed_and_no_more(cli: Cli, found: Path) -> None:
    run = cli("plan", found / "f.json", "--purpose", found / "churn.yaml")
    plan = yaml.safe_load(run.stdout)
    steps = {name: step["operator"] for name, step in plan["tables"]["c.csv"]["columns"].items()}
    assert plan["purpose"] == "churn"
    dropped = {name for name, operator in steps.items() if operator == "drop"}
    assert dropped == {"name", "age", "country", "nothing", "created"}
    assert (steps["customer_id"], steps["gender"], steps["city"]) == ("pseudonym", "keep", "generalize")


def test_what_the_policy_drops_no_purpose_brings_back(cli: Cli, found: Path) -> None:
    policy = found / "policy.yaml"
    cli("policy", "init", policy)
    rule = "rules:\n  - {match: {entity: GENDER}, operator: drop}\n"
    policy.write_text(policy.read_text().replace("rules:\n", rule))
    run = cli("plan", found / "f.json", "--purpose", found / "churn.yaml", "--policy", policy)
    assert yaml.safe_load(run.stdout)["tables"]["c.csv"]["columns"]["gender"]["operator"] == "drop"


def test_a_form_that_no_operator_makes_is_refused_with_its_place(cli: Cli, found: Path) -> None:
    (found / "churn.yaml").write_text(PURPOSE.replace("entity: CITY,", "entity: CITY, as: {to: borough},"))
    run = cli("review", found / "f.json", "--purpose", found / "churn.yaml")
    assert run.exit_code == 2
    assert b"purpose churn: needs[3].as" in run.stderr


def test_a_purpose_is_found_by_name_in_the_register(cli: Cli, found: Path) -> None:
    (found / "records" / "purposes").mkdir(parents=True)
    (found / "records" / "purposes" / "churn.yaml").write_text(PURPOSE)
    at = ("--register", found / "records")
    assert cli("review", found / "f.json", "--purpose", "churn", *at).exit_code == 1
    wrong = cli("review", found / "f.json", "--purpose", "chrun", *at)
    assert (wrong.exit_code, b"did you mean churn" in wrong.stderr) == (2, True)
    assert cli("review", found / "f.json", "--purpose", "churn", "--register", found / "none").exit_code == 2


def test_data_that_were_not_scanned_are_refused(cli: Cli, found: Path) -> None:
    (found / "other").mkdir()
    data(found / "other" / "d.csv")
    run = cli("review", found / "f.json", "--purpose", found / "churn.yaml", "--data", found / "other")
    assert (run.exit_code, b"has no table c.csv" in run.stderr) == (2, True)


def test_a_review_fits_a_terminal_and_holds_no_value(cli: Cli, found: Path) -> None:
    said = cli("review", found / "f.json", "--purpose", found / "churn.yaml", "--data", found / "c.csv").stdout.decode()
    assert max(map(len, said.splitlines())) <= 80
    assert "100 rows are older than the purpose allows, 10 have no readable date" in said
    assert not any(value in said for value in ("王伟", "深圳", "C000007", "China"))
