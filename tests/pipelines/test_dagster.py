"""The asset check of samples/pipelines/dagster lets clean data through, and nothing else."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import dagster
import polars as pl
import pytest

from tests.pipelines.conftest import SAMPLES

GATE = SAMPLES / "pipelines" / "dagster" / "gate.py"


def materialized(path: Path) -> dagster.ExecuteInProcessResult:
    gate: dict[str, Any] = runpy.run_path(str(GATE))
    assets = [gate["incoming"], gate["no_personal_data"], gate["handed_on"]]
    config = {"ops": {"incoming": {"config": {"path": str(path)}}}}
    with dagster.DagsterInstance.ephemeral() as instance:
        return dagster.materialize(assets, run_config=config, instance=instance, raise_on_error=False)


def made(result: dagster.ExecuteInProcessResult) -> list[str]:
    return [event.asset_key.to_user_string() for event in result.get_asset_materialization_events()]


def test_clean_data_is_handed_on() -> None:
    result = materialized(SAMPLES / "shop" / "products.csv")
    assert (result.success, made(result)) == (True, ["incoming", "handed_on"])


def test_personal_data_stops_at_the_check_which_says_what_it_found(capfd: pytest.CaptureFixture[str]) -> None:
    path = SAMPLES / "shop" / "customers.csv"
    result = materialized(path)
    (check,) = result.get_asset_check_evaluations()
    assert (result.success, made(result), check.passed) == (False, ["incoming"], False)
    found = check.metadata["columns"].value
    assert found["身份证号"] == "CN_RESIDENT_ID"
    said = "".join(capfd.readouterr()) + repr(check)
    numbers = pl.read_csv(path, infer_schema=False)["身份证号"].drop_nulls()
    assert not any(number in said for number in numbers)


def test_the_page_shows_this_file() -> None:
    page = (SAMPLES.parent / "docs" / "pipelines.md").read_text("utf-8")
    assert f"```python file\n{GATE.read_text('utf-8')}```" in page
