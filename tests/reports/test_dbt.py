"""dbt fragments: laid where the manifest says a relation is described, in the shape that its version of dbt reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from piiscan.errors import UsageError
from piiscan.model.finding import Findings
from piiscan.reports.dbt import render
from piiscan.reports.dbt_manifest import Manifest, load_manifest
from tests.reports.made_up import everything, personal, scan, table
from tests.reports.test_golden import is_golden

FILE = Path(__file__).parent / "dbt_manifest.json"


@pytest.fixture
def manifest() -> Manifest:
    return load_manifest(FILE)


def changed(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    content = json.loads(FILE.read_text())
    change(content)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(content))
    return path


def test_models_seeds_and_what_is_missing(findings: Findings, manifest: Manifest) -> None:
    assert is_golden(render(findings, manifest), "everything.dbt.yml")


def test_a_source_is_found_by_the_name_of_its_relation(manifest: Manifest) -> None:
    column = personal("phone", "CN_MOBILE", everything().tables[0].columns[3].role, 3)
    said = yaml.safe_load(render(scan(tables=(table("raw.clients_en", column, table="raw.clients_en"),)), manifest))
    assert said["sources"][0]["name"] == "crm"
    assert said["sources"][0]["tables"][0]["name"] == "clients"
    assert said["sources"][0]["tables"][0]["columns"][0]["config"]["meta"]["piiscan"]["entity"] == "CN_MOBILE"


def test_every_column_is_there_and_only_what_is_not_clean_has_tags(findings: Findings, manifest: Manifest) -> None:
    said = yaml.safe_load(render(findings, manifest))
    for found, section in zip(findings.tables, ("seeds", "models"), strict=False):
        columns = {entry["name"]: entry["config"] for entry in said[section][0]["columns"]}
        assert list(columns) == [column.name for column in found.columns]
        assert {name for name in columns if "tags" in columns[name]} == {
            column.name for column in found.columns if column.status != "clean"
        }


def test_before_dbt_1_10_meta_and_tags_stand_beside_the_name(findings: Findings, tmp_path: Path) -> None:
    old = changed(tmp_path, lambda m: m["metadata"].update(dbt_version="1.9.4"))
    column = yaml.safe_load(render(findings, load_manifest(old)))["seeds"][0]["columns"][0]
    assert set(column) == {"name", "meta", "tags"}


def test_a_table_that_could_be_two_relations_is_refused(findings: Findings, tmp_path: Path) -> None:
    twice = changed(
        tmp_path,
        lambda m: m["nodes"].update(other=dict(m["nodes"]["model.shop.orders"], schema="old", name="orders_old")),
    )
    with pytest.raises(UsageError, match="could be model orders, model orders_old: scan it by its schema"):
        render(findings, load_manifest(twice))


def test_findings_of_another_project_are_refused(findings: Findings, manifest: Manifest) -> None:
    with pytest.raises(UsageError, match="no table of the findings"):
        render(replace(findings, tables=findings.tables[2:]), manifest)
    with pytest.raises(UsageError, match="--manifest"):
        render(findings, None)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"metadata": {"dbt_version": 1}, "nodes": {}, "sources": {}}'])
def test_what_is_no_manifest_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(text)
    with pytest.raises(UsageError, match="not a dbt manifest"):
        load_manifest(path)
    with pytest.raises(UsageError, match="cannot be read"):
        load_manifest(tmp_path / "none.json")
