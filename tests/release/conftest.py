"""One office and one request for all tests: each gets a copy of both, to do with as it likes."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from piiscan.pipeline.releasing.sealing import seal
from tests.release.made import Office, moved, office


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, str, str]:
    """An office with a release that mei has asked for, and one of wei's."""
    made = office(tmp_path_factory.mktemp("office") / "house")
    return made, made.request().release, made.request(by="wei").release


@pytest.fixture
def house(first: tuple[Office, str, str], tmp_path: Path) -> Office:
    return moved(tmp_path / "house", first[0])


@pytest.fixture
def waits(first: tuple[Office, str, str]) -> str:
    """The release that mei has asked for."""
    return first[1]


@pytest.fixture
def wei_s(first: tuple[Office, str, str]) -> str:
    """The release that wei has asked for, who may ask and approve."""
    return first[2]


@pytest.fixture(scope="session")
def sealed(first: tuple[Office, str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A delivery, and the fingerprint that the partner was told."""
    folder = tmp_path_factory.mktemp("sealed")
    office = moved(folder / "house", first[0])
    office.approve(first[1], "bao")
    office.approve(first[1], "lin")
    fingerprint = seal(first[1], folder / "out", house=office.house).fingerprint
    assert fingerprint
    return folder / "out", fingerprint


@pytest.fixture
def delivery(sealed: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(copytree(sealed[0], tmp_path / "delivery"))
