"""Fixtures for every test: the canary people, and the command run where all that it leaves can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, settings

from tests.leaks import canary
from tests.leaks.runner import Runner
from tests.offline import guard

SERVERS = frozenset({"databases", "spark", "stores", "web"})
"""Suites that start servers on this machine, and talk to them."""

pytest_plugins = ["tests.catalogue.figures"]

settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
guard.install()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """No test talks to another machine, see `tests/offline/guard.py`."""
    suite = item.path.relative_to(Path(__file__).parent).parts[0]
    with guard.loopback(suite in SERVERS):
        return (yield)


@pytest.fixture
def loopback() -> Iterator[None]:
    """For a test that talks to this machine, in a suite that does not."""
    with guard.loopback(True):
        yield


@pytest.fixture(autouse=True)
def offline() -> Iterator[None]:
    """Also not where the code under test swallows the error."""
    guard.refused.clear()
    yield
    assert guard.refused == []


@pytest.fixture(scope="session", autouse=True)
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is done on record stands in a log of the test run, and never in the repository."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PIISCAN_HOME", str(tmp_path_factory.mktemp("workspace") / "home"))
        yield


@pytest.fixture(scope="session")
def people() -> pl.DataFrame:
    """300 canary people, see `tests/leaks/canary.py`."""
    return canary.people(300, seed=17)


@pytest.fixture(scope="session")
def canaries(people: pl.DataFrame) -> list[str]:
    """Every identifier of `people`: what must not be found where nothing personal belongs."""
    return canary.identifiers(people)


@pytest.fixture
def run(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """`run("scan", path, ...)` runs the command and gives a `Run`, see `tests/leaks/runner.py`."""
    return Runner(tmp_path_factory.mktemp("run"))
