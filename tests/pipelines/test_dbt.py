"""What dbt built is scanned, and dbt reads what piiscan wrote of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.pipelines.conftest import SAMPLES, Program

COMMANDS = (
    "dbt build",
    "piiscan scan duckdb:///shop.duckdb -f json -o findings.json",
    "piiscan report findings.json -f dbt --manifest target/manifest.json -o models/piiscan.yml",
    "dbt parse",
)
PAGE = SAMPLES.parent / "docs" / "pipelines.md"


@pytest.fixture
def models(program: Program, samples: Path) -> dict[str, Any]:
    """Columns of each model as dbt knows them after the commands, which are those of the page."""
    project = samples / "pipelines" / "dbt"
    for command in COMMANDS:
        done = program(project, *command.split())
        assert done.returncode == 0, done.stdout
    nodes = json.loads((project / "target" / "manifest.json").read_text("utf-8"))["nodes"].values()
    return {node["name"]: node["columns"] for node in nodes}


def test_dbt_knows_of_each_column_what_piiscan_found(models: dict[str, Any]) -> None:
    expected = json.loads((SAMPLES / "expected.json").read_text("utf-8"))["tables"]
    for model, columns in models.items():
        known = {name: column["meta"]["piiscan"] for name, column in columns.items()}
        assert {name: said.get("entity", said["status"]) for name, said in known.items()} == expected[f"{model}.csv"]
    assert set(models["customers"]["身份证号"]["tags"]) == {"personal_data", "tier_sensitive"}
    assert not any(column["tags"] for column in models["products"].values())


def test_the_page_gives_these_commands() -> None:
    page = PAGE.read_text("utf-8")
    assert "".join(f"    {command}\n" for command in COMMANDS) in page
