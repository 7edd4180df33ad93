"""A plugin of pytest: with `--figures`, what marked tests reached is kept beside what others reached before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.catalogue.citations import MARK

FIGURES = Path(__file__).with_name("figures.json")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", action="store_true", help=f"keep what tests of the catalogue reached in {FIGURES}")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{MARK}(*cases): the cases of the catalogue that the test proves")
    if config.getoption("--figures") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Keeper(), "figures")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker(MARK):
            item.user_properties.append((MARK, True))


class _Keeper:
    """Of each test: how many of its runs passed, and the figures that they told."""

    def __init__(self) -> None:
        self._passed: defaultdict[str, list[bool]] = defaultdict(list)
        self._told: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and not report.skipped and (MARK, True) in report.user_properties:
            test = report.nodeid.partition("[")[0].removeprefix("tests/")
            self._passed[test].append(report.passed)
            self._told[test] |= {str(value): None for name, value in report.user_properties if name == "figure"}

    def pytest_sessionfinish(self) -> None:
        known = figures() | {test: _said(passed, self._told[test]) for test, passed in self._passed.items()}
        FIGURES.write_text(json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


def figures() -> dict[str, str]:
    """Test -> what it reached when it was last run with `--figures`."""
    known: dict[str, str] = json.loads(FIGURES.read_text("utf-8"))
    return known


def _said(passed: list[bool], told: Iterable[str]) -> str:
    return "; ".join(told) if all(passed) and told else f"{sum(passed):,} of {len(passed):,}"
