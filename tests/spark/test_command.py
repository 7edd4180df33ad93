"""The command on a machine without a cluster: the same document on stdout, and nothing of Spark's beside it."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from tests.leaks.runner import Runner

_HERE = {"PYSPARK_SUBMIT_ARGS": "--master local[1] pyspark-shell"}


def test_the_command_prints_the_document_of_the_local_engine_and_nothing_else(
    run: Runner, people: pl.DataFrame, tmp_path: Path
) -> None:
    people.select("customer_id", "mobile", "id_no").write_parquet(tmp_path / "people.parquet")
    asked = ("scan", tmp_path / "people.parquet", "-f", "json", "--fail-on", "4")
    here, there = run(*asked), run(*asked, "--engine", "spark", env=_HERE, timeout=600)
    assert (here.exit_code, there.exit_code, there.stderr) == (1, 1, b"")
    assert json.loads(there.stdout)["tables"] == json.loads(here.stdout)["tables"]


def test_what_spark_does_not_read_ends_with_2(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    refused = run("scan", tmp_path / "t.csv", "--engine", "spark", env=_HERE, timeout=600)
    assert refused.exit_code == 2
    assert b"Spark reads Parquet" in refused.stderr
