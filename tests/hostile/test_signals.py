"""A signal ends a run with its code, and leaves nothing; so does a reader of stdout that has gone."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests.hostile.bounded import started

ROWS = b"name,mobile\n" + b"Ann,13800138000\n" * 100_000
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 143}


def _heeding() -> None:
    """Who started the tests may ignore signals."""
    for sent in CODES:
        signal.signal(sent, signal.SIG_DFL)


@pytest.mark.catalogue("C22")
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("sent", CODES)
def test_a_signal_ends_a_run_with_its_code_and_leaves_nothing(sent: signal.Signals, times: int, tmp_path: Path) -> None:
    """More rows than a pipe holds were taken: the run has begun, and waits for the rest."""
    words = ("scan", "-", "-f", "json", "-o", tmp_path / "f.json")
    process = started(*words, home=tmp_path, stdin=subprocess.PIPE, preexec_fn=_heeding)
    assert process.stdin is not None
    process.stdin.write(ROWS)
    process.stdin.flush()
    for _ in range(times):
        process.send_signal(sent)
    assert process.wait(60) == CODES[sent]
    process.stdin.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.catalogue("C22")
def test_a_reader_that_has_gone_ends_a_run_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(ROWS)
    with started("scan", "a.csv", "-f", "json", home=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.close()
        assert run.wait(60) == 4
        assert run.stderr is not None
        assert run.stderr.read() == b"piiscan: stdout: broken pipe\n"
