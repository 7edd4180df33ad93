"""Bad input costs a line that names it, the right exit code, and nothing else: no value, no half of a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest

from tests.cli.conftest import Cli, silent
from tests.leaks.runner import ROOT

Refused = Callable[..., None]


def _csv(crowd: pl.DataFrame) -> bytes:
    return crowd.select("name_zh", "id_no", "mobile").write_csv().encode()


def _parquet(crowd: pl.DataFrame, folder: Path) -> bytes:
    crowd.write_parquet(folder / "made.parquet", compression="uncompressed")
    content = (folder / "made.parquet").read_bytes()
    (folder / "made.parquet").unlink()
    return content


def truncated_parquet(crowd: pl.DataFrame, folder: Path) -> bytes:
    return _parquet(crowd, folder)[:-200]


def flipped_parquet(crowd: pl.DataFrame, folder: Path) -> bytes:
    content = bytearray(_parquet(crowd, folder))
    for at in range(10, len(content) - 2000, 37):
        content[at] ^= 0xFF
    return bytes(content)


def flipped_footer(crowd: pl.DataFrame, folder: Path) -> bytes:
    content = bytearray(_parquet(crowd, folder))
    for at in range(len(content) - 900, len(content) - 8, 11):
        content[at] ^= 0x55
    return bytes(content)


def broken_utf8(crowd: pl.DataFrame, folder: Path) -> bytes:
    return _csv(crowd) + b"\xff\xfe\x80," + _csv(crowd)


def broken_gb18030(crowd: pl.DataFrame, folder: Path) -> bytes:
    return _csv(crowd).decode().encode("gb18030") + b"\xff\xfe\x80," + _csv(crowd).decode().encode("gb18030")


def unknown_binary(crowd: pl.DataFrame, folder: Path) -> bytes:
    return bytes(range(256)) * 4 + _csv(crowd) + bytes(range(256))


def broken_json(crowd: pl.DataFrame, folder: Path) -> bytes:
    return crowd.select("name_zh", "id_no").write_json().encode()[:-20]


def broken_jsonl(crowd: pl.DataFrame, folder: Path) -> bytes:
    return crowd.select("name_zh", "id_no").write_ndjson().encode() + b'{"name_zh": "' + crowd["name_zh"][0].encode()


@pytest.mark.catalogue("C16", "C3")
@pytest.mark.parametrize(
    ("make", "suffix"),
    [
        (truncated_parquet, "parquet"),
        (flipped_parquet, "parquet"),
        (flipped_footer, "parquet"),
        (broken_utf8, "csv"),
        (broken_gb18030, "csv"),
        (unknown_binary, "dat"),
        (broken_json, "json"),
        (broken_jsonl, "jsonl"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_file_that_cannot_be_read_is_listed_and_the_others_are_scanned(
    cli: Cli,
    crowd: pl.DataFrame,
    tmp_path: Path,
    make: Callable[[pl.DataFrame, Path], bytes],
    suffix: str,
) -> None:
    bad = tmp_path / f"bad.{suffix}"
    bad.write_bytes(make(crowd, tmp_path))
    Path("good.csv").write_bytes(_csv(crowd))
    run = cli("scan", ".", "-f", "json")
    silent(run, crowd)
    assert run.exit_code == 3, run.stderr
    document = json.loads(run.stdout)
    assert [Path(left["source"]).name for left in document["incomplete"]] == [bad.name]
    assert "good.csv" in [Path(table["source"]).name for table in document["tables"]]
    table = cli("scan", bad)
    assert table.exit_code == 3
    assert bad.name in table.stdout.decode()
    silent(table, crowd)


@pytest.mark.parametrize("make", [truncated_parquet, flipped_parquet, broken_utf8])
def test_a_bad_file_is_neither_shared_nor_left_half_masked(
    cli: Cli, crowd: pl.DataFrame, tmp_path: Path, make: Callable[[pl.DataFrame, Path], bytes]
) -> None:
    Path("in").mkdir()
    Path("in/bad.csv").write_bytes(make(crowd, tmp_path))
    Path("in/good.csv").write_bytes(_csv(crowd))
    run = cli("share", "in", "out", "--key", "env:KEY")
    assert run.exit_code == 3, run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]
    silent(run, crowd)


def test_an_empty_file_holds_nothing_and_is_no_error(cli: Cli) -> None:
    Path("empty.csv").touch()
    run = cli("scan", "empty.csv", "-f", "json")
    assert run.exit_code in {0, 3}
    assert json.loads(run.stdout)["complete"] is (run.exit_code == 0)


def test_ragged_rows_are_scanned_to_their_last_cell(cli: Cli, crowd: pl.DataFrame) -> None:
    rows = [f"{i},ok" + (f",{mobile}" if i % 2 else "") for i, mobile in enumerate(crowd["mobile"])]
    Path("ragged.csv").write_text("number,state\n" + "\n".join(rows) + "\n")
    run = cli("scan", "ragged.csv", "-f", "json")
    assert run.exit_code in {0, 3}
    assert b"CN_MOBILE" in run.stdout
    silent(run, crowd)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may read, as the folders of pytest are not."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.catalogue("C19")
@pytest.mark.skipif(sys.platform != "linux", reason="setpriv")
def test_a_file_that_may_not_be_read_is_listed(crowd: pl.DataFrame, open_folder: Path) -> None:
    folder = open_folder
    (folder / "good.csv").write_bytes(_csv(crowd))
    (folder / "locked.csv").write_bytes(_csv(crowd))
    (folder / "locked.csv").chmod(0)
    done = _as_nobody("scan", str(folder), "--text", "off", "-f", "json")
    assert done.returncode == 3, done.stderr
    assert [Path(left["source"]).name for left in json.loads(done.stdout)["incomplete"]] == ["locked.csv"]


@pytest.mark.catalogue("C19")
@pytest.mark.skipif(sys.platform != "linux", reason="setpriv")
def test_a_target_behind_a_locked_folder_is_listed(open_folder: Path) -> None:
    (open_folder / "locked").mkdir(mode=0o700)
    (open_folder / "locked" / "a.csv").write_text("colour\nred\n")
    done = _as_nobody("scan", str(open_folder / "locked" / "a.csv"), "-f", "json")
    assert done.returncode == 3, done.stderr
    assert json.loads(done.stdout)["incomplete"][0]["reason"] == "permission denied"


@pytest.mark.catalogue("C20")
@pytest.mark.skipif(sys.platform != "linux", reason="setpriv")
def test_a_folder_that_may_not_be_written_ends_in_4(open_folder: Path) -> None:
    folder = open_folder
    (folder / "a.csv").write_text("colour\nred\n")
    done = _as_nobody("scan", str(folder / "a.csv"), "--text", "off", "-f", "json", "-o", str(folder / "f.json"))
    assert done.returncode == 4
    assert done.stderr == f"piiscan: {folder / 'f.json'}: permission denied\n".encode()
    assert [path.name for path in folder.iterdir()] == ["a.csv"]


@pytest.mark.catalogue("C20")
def test_a_device_is_written_to_and_not_replaced(cli: Cli, plain: Path, refused: Refused) -> None:
    refused(cli("scan", plain, "-f", "json", "-o", "/dev/full"), 4, "/dev/full", "no space left")
    assert Path("/dev/full").is_char_device()


def _as_nobody(*args: str) -> subprocess.CompletedProcess[bytes]:
    demoted = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    command = [*demoted, sys.executable, "-m", "piiscan", *args]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, cwd="/", env=env, timeout=60, check=False)


def test_a_preview_says_what_it_could_not_read(cli: Cli, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "both"
    folder.mkdir()
    (folder / "people.csv").write_bytes((project / "people.csv").read_bytes())
    assert cli("scan", folder, "-f", "json", "-o", "f.json").exit_code == 0
    cli("plan", "f.json", "-o", "p.yaml")
    (folder / "bad.csv").write_bytes(b"a,b\n\xff\xfe\x80,2\n")
    run = cli("mask", folder, "--plan", "p.yaml", "--key", "env:KEY", "--preview", "2")
    assert run.exit_code == 3
    assert b"bad.csv: not masked" in run.stderr
    assert run.stdout.startswith(b"people.csv\n")
