"""Each exit code of contracts.md, where it is due; 3 beats 1; an interrupted run leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from tests.cli.conftest import Cli
from tests.leaks.runner import PIISCAN, ROOT


def test_0_where_nothing_reaches_the_threshold(cli: Cli, plain: Path) -> None:
    assert cli("scan", plain).exit_code == 0
    Path("clean.csv").write_text("colour,size\nred,3\nblue,4\n")
    assert cli("scan", "clean.csv", "--fail-on", "2").exit_code == 0


def test_1_for_findings_of_the_tier_or_above_and_the_document_is_written(cli: Cli, plain: Path) -> None:
    run = cli("scan", plain, "--fail-on", "4", "-f", "json", "-o", "f.json")
    assert run.exit_code == 1
    assert Path("f.json").stat().st_size > 0
    assert cli("detect", "--fail-on", "3", stdin="回电13800138000".encode()).exit_code == 1
    assert cli("detect", "--fail-on", "4", stdin="回电13800138000".encode()).exit_code == 0


def test_1_for_a_value_that_is_invalid(cli: Cli) -> None:
    assert cli("check", "CN_MOBILE", stdin=b"13800138000\n").exit_code == 0
    assert cli("check", "CN_MOBILE", stdin=b"13800138000\n1380013800\n").exit_code == 1


def test_1_for_a_verification_that_fails(cli: Cli, plain: Path, planned: Path) -> None:
    run = cli("verify", plain, plain, "--plan", planned, "--key", "env:KEY")
    assert run.exit_code == 1
    assert b"FAIL" in run.stdout


@pytest.mark.parametrize(
    "args",
    [
        ["scan"],
        ["scan", "people.csv", "--nope"],
        ["scan", "people.csv", "--fail-on", "5"],
        ["scan", "people.csv", "-f", "xml"],
        ["scan", "people.csv", "--as-of", "yesterday"],
        ["scan", "missing.csv"],
        ["scan", "missing/*.csv"],
        ["scan", ""],
        ["scan", "people.csv", "missing.csv"],
        ["mask", "people.csv"],
        ["mask", "people.csv", "out.csv", "--plan", "missing.yaml"],
        ["mask", "missing.csv", "out.csv", "--plan", "plan.yaml", "--key", "env:KEY"],
        ["verify", "people.csv", "missing.csv", "--plan", "plan.yaml"],
        ["plan", "missing.json"],
        ["plan", "people.csv"],
        ["explain", "findings.json", "no_such_column"],
        ["report", "findings.json", "-f", "pdf"],
        ["check", "NO_SUCH_ENTITY", "people.csv"],
        ["check", "CN_MOBILE", "missing.txt"],
        ["detect", "missing.txt"],
        ["detect", "--key", "env:KEY"],
        ["recognizers", "show", "nobody"],
        ["recognizers", "test", "nobody"],
        ["policy", "check", "missing.yaml"],
        ["keys", "new", "env:NEW"],
        ["keys", "list", "env:UNSET"],
        ["keys"],
        ["nope"],
    ],
    ids=" ".join,
)
def test_2_and_one_line_for_what_cannot_be_carried_out(cli: Cli, planned: Path, args: list[str]) -> None:
    before = sorted(Path.cwd().rglob("*"))
    run = cli(*args)
    assert (run.exit_code, run.stdout) == (2, b""), run.stderr
    assert run.stderr.startswith(b"piiscan: ")
    assert run.stderr.count(b"\n") == 1
    assert sorted(Path.cwd().rglob("*")) == before


def test_2_and_the_help_for_no_command_at_all(cli: Cli) -> None:
    run = cli()
    assert (run.exit_code, run.stdout) == (2, b"")
    assert b"Commands:" in run.stderr


def test_3_for_a_file_that_cannot_be_read_beats_1(cli: Cli, plain: Path) -> None:
    Path("broken.parquet").write_bytes(b"PAR1" + b"\0" * 100 + b"PAR1")
    run = cli("scan", ".", "--fail-on", "1", "-f", "json")
    assert run.exit_code == 3
    assert b'"complete": false' in run.stdout
    assert b"CN_RESIDENT_ID" in run.stdout


def test_4_where_stdout_takes_nothing(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        run = subprocess.run([*PIISCAN, "recognizers", "list"], stdout=full, stderr=subprocess.PIPE, env=_env(tmp_path))
    assert (run.returncode, run.stderr) == (4, b"piiscan: stdout: no space left on device\n")


def test_4_where_the_reader_of_stdout_has_gone(tmp_path: Path) -> None:
    end, start = os.pipe()
    os.close(end)
    run = subprocess.run([*PIISCAN, "recognizers", "list"], stdout=start, stderr=subprocess.PIPE, env=_env(tmp_path))
    os.close(start)
    assert (run.returncode, run.stderr) == (4, b"piiscan: stdout: broken pipe\n")


@pytest.mark.catalogue("B28")
def test_4_for_an_internal_error_without_its_message(cli: Cli, plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("13800138000")

    monkeypatch.setattr("piiscan.pipeline.scan", fail)
    run = cli("scan", plain)
    assert run.exit_code == 4
    assert run.stderr.startswith(b"piiscan: internal error: ZeroDivisionError at piiscan.")
    assert b"13800138000" not in run.stderr


@pytest.mark.catalogue("C22")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_with_its_code_and_leaves_nothing(
    tmp_path: Path, crowd: pl.DataFrame, number: signal.Signals, code: int
) -> None:
    pl.concat([crowd] * 4000).write_csv(tmp_path / "people.csv")
    command = [*PIISCAN, "scan", "people.csv", "--text", "off", "-f", "json", "-o", "findings.json"]
    run = subprocess.Popen(command, cwd=tmp_path, env=_env(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not _reads(run.pid, tmp_path / "people.csv"):
        assert run.poll() is None
        time.sleep(0.01)
    run.send_signal(number)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out, err) == (code, b"", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


def _reads(process: int, file: Path) -> bool:
    """Whether the process has the file open."""
    return any(os.path.samefile(opened, file) for opened in Path(f"/proc/{process}/fd").iterdir() if opened.exists())


def _env(folder: Path) -> dict[str, str]:
    home = folder.parent / f"{folder.name}-home"
    home.mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.mark.catalogue("B28")
def test_what_native_code_writes_to_stderr_is_not_shown() -> None:
    code = "import os, sys; from piiscan.cli.exits import mute_native_code; mute_native_code();"
    code += "os.write(2, b'panicked at a value'); print('ours', file=sys.stderr)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)
    assert done.stderr == b"ours\n"
