"""Real servers, one of each for all tests of a worker; a database of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from piiscan.pipeline.detection import Detection
from tests.databases import servers
from tests.databases.servers import Server

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    with servers.postgresql() as server:
        server.execute(
            "postgres", "CREATE ROLE reader LOGIN", f"CREATE ROLE guarded LOGIN PASSWORD '{servers.PASSWORD}'"
        )
        yield server


@pytest.fixture(scope="session")
def mysql_server() -> Iterator[Server]:
    with servers.mariadb() as server:
        server.execute(
            None, "CREATE USER reader@localhost", f"CREATE USER guarded@'%' IDENTIFIED BY '{servers.PASSWORD}'"
        )
        yield server


@pytest.fixture
def database(postgres_server: Server) -> str:
    """The name of an empty database of PostgreSQL."""
    name = f"shop{next(_NUMBERS)}"
    postgres_server.execute("postgres", f"CREATE DATABASE {name}")
    return name


@pytest.fixture
def mysql_database(mysql_server: Server) -> str:
    """The name of an empty database of MariaDB."""
    name = f"shop{next(_NUMBERS)}"
    mysql_server.execute(None, f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    return name


@pytest.fixture
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))
