"""Two executors on this machine for all tests, with an event log; and data in files."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.pipeline.detection import Detection
from tests.databases.servers import PASSWORD
from tests.leaks.runner import ROOT

pyspark = pytest.importorskip("pyspark")

SECRET = sha256(b"the key of the tests on Spark").digest()
KEY = "env:PIISCAN_SPARK_KEY"
JDBC = Path("/usr/share/java/postgresql.jar")
_CONF = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.default.parallelism": "2",
    "spark.sql.files.maxPartitionBytes": "60000",
    "spark.sql.files.ignoreCorruptFiles": "true",
    "spark.eventLog.enabled": "true",
    "spark.eventLog.compress": "false",
    "spark.executor.memory": "1g",
    "spark.executorEnv.POLARS_MAX_THREADS": "1",
    "spark.jars": str(JDBC) if JDBC.exists() else "",
}


@pytest.fixture(scope="session")
def event_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("events")


@pytest.fixture(scope="session", autouse=True)
def session(event_log: Path) -> Iterator[object]:
    """The session of a caller, with settings of its own; executors inherit the key with the environment."""
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYSPARK_PYTHON", sys.executable)
        patched.setenv("PYTHONPATH", str(ROOT))
        patched.setenv("PIISCAN_SPARK_KEY", b64encode(SECRET).decode())
        patched.setenv("PIISCAN_DB_PASSWORD", PASSWORD)
        builder = SparkSession.builder.master("local-cluster[2,1,1024]").config(
            "spark.eventLog.dir", f"file://{event_log}"
        )
        for name, value in _CONF.items():
            builder = builder.config(name, value)
        started = builder.getOrCreate()
        started.sparkContext.setLogLevel("OFF")
        yield started
        started.stop()


@pytest.fixture
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


@pytest.fixture
def parquet(tmp_path: Path, people: pl.DataFrame) -> Path:
    """Canary people with a list of their tags, in three groups of rows, and so in three partitions."""
    path = tmp_path / "source" / "people.parquet"
    path.parent.mkdir()
    tagged = people.with_columns(
        tags=pl.concat_list("plate", "mobile"), seen=pl.col("birth_date").cast(pl.Datetime("ms"))
    )
    pl.concat([tagged] * 5).with_row_index("row").write_parquet(path, row_group_size=100, compression="uncompressed")
    return path


def planned(data: object, **changes: Step) -> Plan:
    """The default plan, by patterns alone, with a token wherever a person would have to decide."""
    made = pipeline.plan(pipeline.scan(data, text="off"))
    return replace(made, tables={key: _decided(table, changes) for key, table in made.tables.items()})


def _decided(table: TablePlan, changes: dict[str, Step]) -> TablePlan:
    columns = {
        name: changes.get(name) or (step if step.operator else replace(step, operator="pseudonym"))
        for name, step in table.columns.items()
    }
    return replace(table, columns=columns)


def rows(folder: Path) -> pl.DataFrame:
    """What Spark wrote, in the order of its files."""
    return pl.read_parquet(sorted(folder.glob("*.parquet")))
