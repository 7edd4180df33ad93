"""What other tools of the kind get wrong, each as a test (issue: "What peers get wrong here")."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
import yaml

from tests.cli.conftest import Cli, silent
from tests.leaks import canary, oracle

COLUMNS = ["customer_id", "name_zh", "id_no", "mobile", "card", "email"]


@pytest.fixture
def noted(cli: Cli, crowd: pl.DataFrame) -> pl.DataFrame:
    """Twelve of the crowd with their notes in `in.csv`, and the default plan for it."""
    few = crowd.head(12)
    few.select(*COLUMNS, "name_en", "notes").write_csv("in.csv")
    assert cli("scan", "in.csv", "-f", "json", "-o", "f.json").exit_code == 0
    assert cli("plan", "f.json", "-o", "plan.yaml").exit_code == 0
    return few


def test_the_default_policy_masks_numbers_cards_and_names_and_nobody_survives_in_the_notes(
    cli: Cli, noted: pl.DataFrame
) -> None:
    columns = yaml.safe_load(Path("plan.yaml").read_text())["tables"]["in.csv"]["columns"]
    assert [name for name in (*COLUMNS, "notes") if columns[name]["operator"] == "keep"] == []
    run = cli("mask", "in.csv", "out.csv", "--plan", "plan.yaml", "--key", "env:KEY")
    assert run.exit_code == 0
    found = canary.identifiers(noted, [*COLUMNS, "name_en"])
    oracle.assert_no_leak(found, [Path("out.csv")], run.streams)


def test_verify_catches_a_copy_in_which_a_value_of_its_row_stands_in_the_notes(cli: Cli, noted: pl.DataFrame) -> None:
    cli("mask", "in.csv", "out.csv", "--plan", "plan.yaml", "--key", "env:KEY")
    whole = pl.read_csv("out.csv", infer_schema=False)
    checked = ("verify", "in.csv", "out.csv", "--plan", "plan.yaml", "--key", "env:KEY", "-f", "json")
    assert cli(*checked).exit_code == 0
    for column in ("mobile", "name_zh", "id_no"):
        planted = pl.when(pl.int_range(pl.len()) == 3).then(pl.lit(f"回访 {noted[column][3]} 已接")).otherwise("notes")
        whole.with_columns(notes=planted).write_csv("out.csv")
        run = cli(*checked)
        assert run.exit_code == 1, column
        assert json.loads(run.stdout)["passed"] is False
        silent(run, noted)


@pytest.mark.catalogue("B7")
def test_a_new_column_is_refused(cli: Cli, planned: Path, crowd: pl.DataFrame) -> None:
    pl.read_csv("people.csv", infer_schema=False).with_columns(wechat=pl.lit("x")).write_csv("people.csv")
    run = cli("mask", "people.csv", "out.csv", "--plan", planned, "--key", "env:KEY")
    assert run.exit_code == 2
    assert b"wechat" in run.stderr
    assert not Path("out.csv").exists()
    silent(run, crowd)


@pytest.mark.catalogue("B6")
def test_an_unknown_key_in_a_rule_file_is_refused(cli: Cli, plain: Path) -> None:
    policy = cli("policy", "show").stdout.decode()
    Path("policy.yaml").write_text(policy + "\nkeep_columns: [id_no]\n")
    run = cli("share", plain, "out.csv", "--key", "env:KEY", "--policy", "policy.yaml")
    assert run.exit_code == 2
    assert b"keep_columns" in run.stderr
    assert not Path("out.csv").exists()


def test_twenty_thousand_people_keep_twenty_thousand_pseudonyms(cli: Cli) -> None:
    columns = ["name_zh", "mobile", "email"]
    people = canary.people(20_000, seed=31).select(columns)
    people.write_csv("many.csv")
    cli("scan", "many.csv", "-f", "json", "-o", "f.json")
    cli("plan", "f.json", "-o", "plan.yaml")
    assert cli("mask", "many.csv", "out.csv", "--plan", "plan.yaml", "--key", "env:KEY").exit_code == 0
    masked = pl.read_csv("out.csv", infer_schema=False)
    assert {name: masked[name].n_unique() for name in columns} == dict.fromkeys(columns, 20_000)
    assert masked.height == 20_000


def test_findings_and_files_that_cannot_be_read_have_codes_of_their_own(cli: Cli, plain: Path) -> None:
    Path("broken.parquet").write_bytes(b"PAR1" + bytes(40))
    assert cli("scan", plain, "--fail-on", "3").exit_code == 1
    assert cli("scan", "broken.parquet", "--fail-on", "3").exit_code == 3
    assert cli("scan", plain, "broken.parquet", "--fail-on", "3").exit_code == 3
