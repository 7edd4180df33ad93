"""Every command does what it is for, on files, folders, globs and stdin."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
import yaml

from tests.cli.conftest import Cli, silent


@pytest.mark.catalogue("B46")
def test_scan_finds_the_people_of_a_file_folder_glob_and_stdin(cli: Cli, plain: Path, crowd: pl.DataFrame) -> None:
    for target, stdin in ((plain, b""), (plain.parent, b""), ("*.csv", b""), ("-", plain.read_bytes())):
        run = cli("scan", target, "-f", "json", stdin=stdin)
        assert run.exit_code == 0
        (table,) = json.loads(run.stdout)["tables"]
        found = {column["name"]: column["entity"] for column in table["columns"]}
        assert found["id_no"] == "CN_RESIDENT_ID"
        assert found["name_zh"] == "PERSON"
        silent(run, crowd)


def test_the_table_of_a_scan_names_columns_and_tiers_and_no_value(cli: Cli, plain: Path, crowd: pl.DataFrame) -> None:
    run = cli("scan", plain)
    assert b"CN_RESIDENT_ID" in run.stdout
    silent(run, crowd)


def test_a_scan_goes_into_a_file_and_leaves_stdout_empty(cli: Cli, plain: Path) -> None:
    run = cli("scan", plain, "-f", "json", "-o", "new/findings.json")
    assert (run.exit_code, run.stdout) == (0, b"")
    assert json.loads(Path("new/findings.json").read_text())["complete"] is True
    assert [path.name for path in Path("new").iterdir()] == ["findings.json"]


def test_include_and_exclude_choose_files(cli: Cli, plain: Path) -> None:
    for name in ("a.csv", "b.csv", "c.tsv"):
        Path(name).write_text("colour\nred\n")
    tables = json.loads(cli("scan", ".", "--include", "*.csv", "--exclude", "b*", "-f", "json").stdout)["tables"]
    assert [Path(table["source"]).name for table in tables] == ["a.csv", "people.csv"]


@pytest.mark.parametrize(("sample", "rows"), [("10", 10), ("50%", 20), ("100%", 40)])
def test_a_sample_looks_at_about_so_many_rows(cli: Cli, plain: Path, sample: str, rows: int) -> None:
    (table,) = json.loads(cli("scan", plain, "--sample", sample, "-f", "json").stdout)["tables"]
    assert rows / 3 <= table["rows_scanned"] <= min(2 * rows, 40)


@pytest.mark.parametrize("sample", ["0", "-1", "101%", "x", "nan%", "1e3"])
def test_a_sample_that_is_none_is_refused(cli: Cli, plain: Path, sample: str) -> None:
    assert cli("scan", plain, f"--sample={sample}").exit_code == 2


def test_chinese_names_come_with_lang_zh(cli: Cli, plain: Path) -> None:
    assert "居民身份证" in cli("scan", plain, "--lang", "zh").stdout.decode()


def test_explain_shows_the_sum_as_text_and_json(cli: Cli, planned: Path) -> None:
    text = cli("explain", "findings.json", "people.id_no")
    assert text.exit_code == 0
    assert b"log-odds" in text.stdout
    document = json.loads(cli("explain", "findings.json", "id_no", "-f", "json").stdout)
    total = sum(reason["log_odds"] for reason in document["column"]["reasons"])
    assert document["log_odds"] == pytest.approx(total, abs=1e-3)
    assert document["distances"]


def test_a_plan_names_every_column_and_its_operator(plain: Path, planned: Path) -> None:
    columns = yaml.safe_load(planned.read_text())["tables"]["people.csv"]["columns"]
    assert list(columns) == pl.read_csv(plain).columns
    assert columns["id_no"]["operator"] == "pseudonym"


def test_a_plan_on_stdout_is_the_plan_in_a_file(cli: Cli, planned: Path) -> None:
    assert cli("plan", "findings.json").stdout == planned.read_bytes()


def test_mask_then_verify_passes_and_says_so_as_text_and_json(cli: Cli, plain: Path, planned: Path) -> None:
    masked = cli("mask", plain, "out/people.csv", "--plan", planned, "--key", "env:KEY")
    assert (masked.exit_code, masked.stdout) == (0, b"")
    checked = ("verify", plain, "out/people.csv", "--plan", planned, "--key", "env:KEY")
    assert b"passed" in cli(*checked).stdout
    assert json.loads(cli(*checked, "-f", "json").stdout)["passed"] is True


def test_mask_keeps_folders_and_dialects(cli: Cli, crowd: pl.DataFrame) -> None:
    Path("in/deep").mkdir(parents=True)
    crowd.select("mobile", "id_no").write_csv("in/deep/a.tsv", separator="\t", line_terminator="\r\n")
    crowd.select("mobile", "email").write_parquet("in/b.parquet")
    cli("scan", "in", "-f", "json", "-o", "f.json")
    cli("plan", "f.json", "-o", "plan.yaml")
    assert cli("mask", "in", "out", "--plan", "plan.yaml", "--key", "env:KEY").exit_code == 0
    masked = pl.read_csv("out/deep/a.tsv", separator="\t")
    assert Path("out/deep/a.tsv").read_bytes().count(b"\r\n") == 41
    assert masked["mobile"].to_list() == pl.read_parquet("out/b.parquet")["mobile"].to_list()


def test_a_preview_shows_masked_rows_and_writes_nothing(
    cli: Cli, plain: Path, planned: Path, crowd: pl.DataFrame
) -> None:
    before = sorted(plain.parent.iterdir())
    run = cli("mask", plain, "--plan", planned, "--key", "env:KEY", "--preview", 3)
    assert run.exit_code == 0
    assert run.stdout.count(b'"mobile":') == 3
    assert sorted(plain.parent.iterdir()) == before
    silent(run, crowd)


def test_share_leaves_a_verified_copy(cli: Cli, plain: Path, crowd: pl.DataFrame) -> None:
    run = cli("share", plain, "out/people.csv", "--key", "env:KEY", "--partner", "acme", "--purpose", "test")
    assert run.exit_code == 0
    assert len(pl.read_csv("out/people.csv")) == len(crowd)
    assert [path.name for path in Path("out").iterdir()] == ["people.csv"]
    silent(run, crowd)


@pytest.mark.parametrize(
    ("form", "start"), [("html", "<!"), ("json", "{"), ("csv", "source"), ("md", "#"), ("table", "")]
)
def test_reports_of_findings(cli: Cli, planned: Path, crowd: pl.DataFrame, form: str, start: str) -> None:
    run = cli("report", "findings.json", "-f", form)
    assert run.exit_code == 0
    assert run.stdout.decode().lower().startswith(start)
    cli("report", "findings.json", "-f", form, "-o", "report")
    assert Path("report").read_bytes() == run.stdout
    silent(run, crowd)


def test_recognizers_are_listed_shown_tested_and_exported(cli: Cli) -> None:
    listed = json.loads(cli("recognizers", "list", "-f", "json").stdout)
    assert {"CN_MOBILE", "EMAIL_ADDRESS", "JWT"} <= {recognizer["entity"] for recognizer in listed}
    assert [shown["entity"] for shown in json.loads(cli("recognizers", "show", "cn/mobile").stdout)] == ["CN_MOBILE"]
    assert len(json.loads(cli("recognizers", "show", "US_SSN").stdout)) == 2
    assert b"all examples hold" in cli("recognizers", "test", "secrets").stdout
    assert "recognizers" in yaml.safe_load(cli("recognizers", "export").stdout)


def test_a_policy_is_written_shown_and_checked(cli: Cli) -> None:
    assert cli("policy", "init").stdout == b"policy.yaml\n"
    assert cli("policy", "init").exit_code == 2
    assert cli("policy", "init", "--overwrite").exit_code == 0
    assert cli("policy", "show", "policy.yaml").stdout == Path("policy.yaml").read_bytes()
    assert b"partner-default" in cli("policy", "show").stdout
    assert b": policy version 1, 6 rules" in cli("policy", "check", "policy.yaml").stdout


def test_keys_are_made_and_listed_without_being_shown(cli: Cli) -> None:
    made = cli("keys", "new", "file:new.key").stdout.decode().strip()
    assert Path("new.key").stat().st_mode & 0o777 == 0o600
    listed = cli("keys", "list", made, "env:KEY")
    assert listed.exit_code == 0
    assert len(set(listed.stdout.split())) == 4
    assert Path("new.key").read_bytes().strip() not in listed.stdout
    assert cli("keys", "new", "file:new.key").exit_code == 2
