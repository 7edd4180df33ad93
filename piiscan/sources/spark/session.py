"""The session that reads: that of the cluster which started this process, or one on this machine."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from piiscan.errors import UsageError
from piiscan.sources.frame import ROWS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS),
}
"""By which Spark reads and writes what the local engine does; those of the caller's session stay as they are."""


def spark_session() -> SparkSession:
    """A session of its own settings beside the caller's. Raises UsageError where Spark is not to be had."""
    if any(find_spec(needed) is None for needed in ("pyspark", "pandas", "pyarrow")):
        raise UsageError("Spark is not installed: install piiscan's spark extra (piiscan-data[spark])")
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else executors take any python3 that they find
    try:
        session = SparkSession.builder.appName("piiscan").getOrCreate().newSession()
    except Exception:
        raise UsageError("no Spark to be had: is there a Java 17, and does the master answer?") from None
    for name, value in _SETTINGS.items():
        session.conf.set(name, value)
    return session


def is_spark(data: Any) -> bool:
    """Whether data is a DataFrame of Spark, of whatever kind of session."""
    return type(data).__module__.startswith("pyspark.sql.") and hasattr(data, "mapInArrow")
