"""detect as a filter: a line leaves before the next one comes, and the filter ends when its neighbours do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "piiscan", "detect", "--mask", "--text", "off"]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(COMMAND, cwd=tmp_path, env={**os.environ, "PYTHONPATH": root}, **pipes) as process:  # type: ignore[call-overload]
        yield process
        process.kill()


def _say(process: subprocess.Popen[bytes], line: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line)
    process.stdin.flush()
    return process.stdout.readline()


def test_a_line_is_answered_while_the_pipe_stays_open(running: subprocess.Popen[bytes]) -> None:
    assert _say(running, b"mobile=13800138000\n") == b"mobile=<CN_MOBILE>\n"
    assert _say(running, b"user=zhang9 ok\r\n") == b"user=<USERNAME> ok\r\n"
    assert running.communicate(b"the last one, 13900139000") == (b"the last one, <CN_MOBILE>\n", b"")
    assert running.returncode == 0


def test_ctrl_c_ends_it_without_a_word(running: subprocess.Popen[bytes]) -> None:
    _say(running, b"mobile=13800138000\n")
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 130
    assert running.stderr is not None
    assert running.stderr.read() == b""


def test_it_ends_when_its_reader_has_gone(running: subprocess.Popen[bytes]) -> None:
    _say(running, b"mobile=13800138000\n")
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    running.stdin.write(b"mobile=13900139000\n")  # type: ignore[union-attr]
    running.stdin.flush()  # type: ignore[union-attr]
    assert running.wait(30) == 4
    assert running.stderr.read() == b"piiscan: stdout: broken pipe\n"
