"""report -f for other programs, from the command line: what goes with what, and where a masked copy lies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Cli
from tests.leaks import canary, oracle


@pytest.mark.parametrize("form", ["sarif", "odcs", "openlineage"])
def test_an_export_holds_nobody(cli: Cli, planned: Path, form: str, crowd: object) -> None:
    run = cli("report", "findings.json", "-f", form)
    assert run.exit_code == 0
    oracle.assert_no_leak(canary.identifiers(crowd), [], run.streams)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-f", "sarif", "--plan", "plan.yaml", "--copy", "x"], "go with -f openlineage"),
        (["-f", "html", "--copy", "x"], "go with -f openlineage"),
        (["-f", "openlineage", "--plan", "plan.yaml"], "--plan and --copy"),
        (["-f", "openlineage", "--copy", "x"], "--plan and --copy"),
        (["-f", "odcs", "--manifest", "manifest.json"], "goes with -f dbt"),
        (["-f", "dbt"], "--manifest"),
        (["-f", "dbt", "--manifest", "none.json"], "cannot be read"),
    ],
)
def test_what_does_not_go_together_is_refused(cli: Cli, planned: Path, args: list[str], message: str) -> None:
    run = cli("report", "findings.json", *args)
    assert (run.exit_code, run.stdout) == (2, b"")
    assert message in run.stderr.decode()


@pytest.mark.parametrize(("copy", "name"), [("out.csv", "out.csv"), ("folder", "folder/people.csv")])
def test_lineage_leads_to_the_copy_in_a_file_or_a_folder(cli: Cli, planned: Path, copy: str, name: str) -> None:
    Path("out.csv").touch()
    run = cli("report", "findings.json", "-f", "openlineage", "--plan", planned, "--copy", copy)
    (output,) = json.loads(run.stdout)["outputs"]
    assert (output["namespace"], output["name"]) == ("file", name)


def test_a_seed_of_a_dbt_project_is_described(cli: Cli, planned: Path) -> None:
    seed = {"resource_type": "seed", "name": "people", "alias": "people", "schema": "main", "database": "shop"}
    manifest = {"metadata": {"dbt_version": "1.11.0"}, "nodes": {"seed.shop.people": seed}, "sources": {}}
    Path("manifest.json").write_text(json.dumps(manifest))
    assert cli("report", "findings.json", "-f", "dbt", "--manifest", "manifest.json", "-o", "x.yml").exit_code == 0
    (described,) = yaml.safe_load(Path("x.yml").read_text("utf-8"))["seeds"]
    tags = {column["name"]: column["config"].get("tags") for column in described["columns"]}
    assert tags["mobile"] == ["personal_data", "tier_personal"]
