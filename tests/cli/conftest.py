"""The command in this very process, where a second start would cost more than the work; and people to work on."""

from __future__ import annotations

import io
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from piiscan.cli import main
from tests.leaks import canary, oracle
from tests.leaks.runner import Run, Runner

KEY = "q0Jx7Wm2Zr5Tn8Vb1Yc4Ld6Hf9Gk3Ps0Ea2Ui5Ow8XqM="
Cli = Callable[..., Run]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cli]:
    """`cli("scan", path, stdin=b"...")` in the folder `tmp_path`; `env:KEY` is a key. Models are off by default."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KEY", KEY)
    monkeypatch.delenv("PIISCAN_HOME")
    for command in ("SCAN", "SHARE", "DETECT"):
        monkeypatch.setenv(f"PIISCAN_{command}_TEXT", "off")

    def call(*args: str | Path, stdin: bytes = b"") -> Run:
        streams = [io.TextIOWrapper(io.BytesIO(content), "utf-8") for content in (stdin, b"", b"")]
        with monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["piiscan", *map(str, args)])
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patched.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as ended:
                main()
        out, err = (_written(stream) for stream in streams[1:])
        code = ended.value.code
        return Run(code if isinstance(code, int) else 1, out, err, frozenset(), tmp_path)

    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield call
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture(scope="session")
def crowd() -> pl.DataFrame:
    """40 canary people; their notes repeat their other values."""
    return canary.people(40, seed=23)


@pytest.fixture(scope="session")
def project(crowd: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `people.csv` (the crowd, some columns), its `findings.json` and `plan.yaml`."""
    folder = tmp_path_factory.mktemp("project")
    run = Runner(tmp_path_factory.mktemp("runs"))
    crowd.select("customer_id", "name_zh", "id_no", "mobile", "card", "email", "birth_date").write_csv(
        folder / "people.csv"
    )
    assert run("scan", "people.csv", "-f", "json", "-o", "findings.json", cwd=folder).exit_code == 0
    assert run("plan", "findings.json", "-o", "plan.yaml", cwd=folder).exit_code == 0
    return folder


@pytest.fixture
def plain(project: Path, tmp_path: Path) -> Path:
    """`people.csv` in the working directory."""
    return Path(shutil.copy(project / "people.csv", tmp_path))


@pytest.fixture
def planned(project: Path, plain: Path) -> Path:
    """`plan.yaml` beside `people.csv`, and `findings.json`."""
    shutil.copy(project / "findings.json", plain.parent)
    return Path(shutil.copy(project / "plan.yaml", plain.parent))


@pytest.fixture
def refused(crowd: pl.DataFrame) -> Callable[..., None]:
    """Asserts that a run ended with this code and one line holding these words, and left nothing of anybody."""

    def check(run: Run, code: int, *words: str) -> None:
        message = run.stderr.decode()
        assert run.exit_code == code, message
        assert message.count("\n") == 1, message
        assert [word for word in words if word not in message] == [], message
        silent(run, crowd)

    return check


def silent(run: Run, crowd: pl.DataFrame) -> None:
    """Neither stream of the run holds an identifier of the crowd, nor a traceback."""
    assert b"Traceback" not in run.stderr
    oracle.assert_no_leak(canary.identifiers(crowd), [], run.streams)


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()
