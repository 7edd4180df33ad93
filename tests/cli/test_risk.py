"""risk from the command line: what it proposes, what it is told, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Cli
from tests.verbs.made import customers


def made(path: Path) -> Path:
    row = pl.int_range(200, eager=True)
    pl.DataFrame(
        {
            "customer_id": row.map_elements(lambda n: f"C{n:06d}", return_dtype=pl.String),
            "gender": pl.Series(["F", "M"] * 100),
            "city": pl.Series(["深圳", "北京", "上海", "广州"] * 50),
            "salary": row % 20 * 1000 + 3000,
        }
    ).write_csv(path)
    return path


def test_quasi_identifiers_and_attributes_are_proposed_by_the_scan(cli: Cli, tmp_path: Path) -> None:
    run = cli("risk", made(tmp_path / "staff.csv"), "-f", "json")
    (table,) = json.loads(run.stdout)["tables"]
    assert run.exit_code == 0
    assert [one["column"] for one in table["quasi_identifiers"]] == ["gender", "city"]
    assert (table["k"], table["unique"], table["rows"]) == (50, 0, 200)
    assert [one["attribute"] for one in table["diversity"]] == ["salary"]


@pytest.mark.catalogue("B32")
def test_a_crowd_smaller_than_asked_ends_with_one(cli: Cli, tmp_path: Path) -> None:
    file = made(tmp_path / "staff.csv")
    assert cli("risk", file, "--quasi", "city", "--k", 50).exit_code == 0
    assert cli("risk", file, "--quasi", "city", "--quasi", "salary", "--k", 50).exit_code == 1


def test_what_if_says_for_each_column_what_it_costs(cli: Cli, tmp_path: Path) -> None:
    said = cli("risk", made(tmp_path / "staff.csv"), "--what-if", "--population", 10000).stdout.decode()
    assert "city dropped" in said
    assert "gender dropped" in said
    assert max(map(len, said.splitlines())) <= 80


def test_a_column_that_no_table_has_is_refused(cli: Cli, tmp_path: Path) -> None:
    run = cli("risk", made(tmp_path / "staff.csv"), "--quasi", "town")
    assert (run.exit_code, run.stdout) == (2, b"")
    assert b"no table has a column town" in run.stderr


def test_a_file_that_cannot_be_read_to_its_end_is_incomplete(cli: Cli, tmp_path: Path) -> None:
    made(tmp_path / "staff.csv")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no more")
    run = cli("risk", tmp_path, "-f", "json")
    assert run.exit_code == 3
    assert [one["source"] for one in json.loads(run.stdout)["incomplete"]]


def test_the_command_writes_a_plan_that_reaches_k(cli: Cli, tmp_path: Path) -> None:
    customers(300).select("customer_id", "birth_date", "shop", "bought").write_csv(tmp_path / "people.csv")
    assert cli("scan", "people.csv", "-f", "json", "-o", "findings.json").exit_code == 0
    assert cli("plan", "findings.json", "-o", "plan.yaml").exit_code == 0
    run = cli("risk", "people.csv", "--plan", "plan.yaml", "--reach", 20, "-o", "safer.yaml")
    assert run.exit_code == 0, run.stderr
    assert b"k rises from" in run.stdout
    assert max(map(len, run.stdout.decode().splitlines())) <= 80
    assert cli("mask", "people.csv", "masked.csv", "--plan", "safer.yaml", "--key", "env:KEY").exit_code == 0
    assert cli("verify", "people.csv", "masked.csv", "--plan", "safer.yaml", "--key", "env:KEY").exit_code == 0
    assert cli("risk", "masked.csv", "--quasi", "birth_date", "--sensitive", "bought", "--k", 20).exit_code == 0


def test_reach_asks_for_the_plan_and_where_the_changed_one_goes(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("city\n深圳\n")
    assert cli("risk", "people.csv", "--reach", 5).exit_code == 2
    assert cli("risk", "people.csv", "--plan", "plan.yaml").exit_code == 2


def test_attacks_are_told_in_people_and_per_cent(cli: Cli, tmp_path: Path) -> None:
    customers(60).select("customer_id", "id_no", "birth_date", "shop").write_csv(tmp_path / "people.csv")
    cli("scan", "people.csv", "-f", "json", "-o", "findings.json")
    cli("plan", "findings.json", "-o", "plan.yaml")
    assert cli("mask", "people.csv", "masked.csv", "--plan", "plan.yaml", "--key", "env:KEY").exit_code == 0
    how = ("--attack", "--source", "people.csv", "--plan", "plan.yaml")
    run = cli("risk", "masked.csv", *how)
    assert run.exit_code == 0
    assert b"0 of 60 people" in run.stdout
    assert max(map(len, run.stdout.decode().splitlines())) <= 80
    told = {one["attack"]: one for one in json.loads(cli("risk", "masked.csv", *how, "-f", "json").stdout)["attacks"]}
    assert (told["dictionary"]["recovered"], told["dictionary"]["control"]) == (0, 1.0)
    before = {one["attack"]: one for one in json.loads(cli("risk", "people.csv", *how, "-f", "json").stdout)["attacks"]}
    assert before["dictionary"]["share"] == before["residue"]["share"] == 1.0


def test_an_attack_asks_for_the_source_and_the_plan(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("city\n深圳\n")
    assert cli("risk", "people.csv", "--attack").exit_code == 2
    assert cli("risk", "people.csv", "--source", "people.csv").exit_code == 2
