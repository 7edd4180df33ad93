"""A database of its own for each test, roles that log in, and people in a table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from tests.databases.servers import Server
from tests.databases.views.houses import House, MariaDB, Postgres
from tests.databases.views.made import PEOPLE
from tests.leaks import canary


@pytest.fixture
def postgres(postgres_server: Server, database: str, tmp_path: Path) -> Postgres:
    return Postgres(postgres_server, database, tmp_path)


@pytest.fixture
def mariadb(mysql_server: Server, mysql_database: str, tmp_path: Path) -> MariaDB:
    return MariaDB(mysql_server, mysql_database, tmp_path)


@pytest.fixture
def roles(database: str) -> Mapping[str, int]:
    """Names that no other test has, and their tiers."""
    return {f"analyst_{database}": 2, f"support_{database}": 3}


def settled(here: House) -> pl.DataFrame:
    """Canary people in a table `people`, of whom every other one agreed."""
    frame = canary.people(60, seed=47).select(*PEOPLE).with_columns(pl.col("birth_date").cast(pl.String))
    agreed = pl.Series("agreed", ["no", "yes"] * 30)
    types = {"birth_date": "date", "agreed": "varchar(20)"}
    here.load("people", frame.with_columns(agreed), types)
    return frame
