"""What comes in is handed on only if piiscan finds it clean; the check says names and counts, never values."""

from pathlib import Path

import dagster
import polars as pl

import piiscan


class Incoming(dagster.Config):
    """The file that somebody sent."""

    path: str


@dagster.asset
def incoming(config: Incoming) -> pl.DataFrame:
    return pl.read_csv(Path(config.path), infer_schema=False)


@dagster.asset_check(asset=incoming, blocking=True)
def no_personal_data(incoming: pl.DataFrame) -> dagster.AssetCheckResult:
    findings = piiscan.scan(incoming)
    columns = [column for table in findings.tables for column in table.columns]
    found = {column.name: column.entity or column.status for column in columns if column.status != "clean"}
    return dagster.AssetCheckResult(passed=findings.complete and not found, metadata={"columns": found})


@dagster.asset
def handed_on(incoming: pl.DataFrame) -> int:
    return incoming.height


definitions = dagster.Definitions(assets=[incoming, handed_on], asset_checks=[no_personal_data])
