"""Outputs are whole or not there, whatever goes wrong on the way."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from piiscan.errors import OutputFailed, SourceUnreadable, UsageError
from piiscan.sources import frame_table, replacing, write_all, write_table
from tests.sources.roundtrip import opened

CONTENTS = {
    "t.csv": b"name,age\n" + b"A,1\n" * 1000,
    "ragged.csv": b"name,age\n" + b"A,1\nB\n" * 500,
    "t.jsonl": b'{"name": "A", "age": 1}\n' * 1000,
    "t.json": b'[{"name": "A", "age": 1}]',
}


@pytest.fixture(params=[*CONTENTS, "t.parquet"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / request.param
    if path.suffix == ".parquet":
        pl.DataFrame({"name": ["A"] * 1000, "age": [1] * 1000}).write_parquet(path)
    else:
        path.write_bytes(CONTENTS[path.name])
    return path


@pytest.mark.parametrize(
    ("failure", "raised"),
    [
        (RuntimeError("a bug"), RuntimeError),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (SourceUnreadable("t", "changed"), SourceUnreadable),
        (pl.exceptions.ComputeError("canary-7"), OutputFailed),
        (OSError(28, "No space left on device"), OutputFailed),
    ],
)
def test_nothing_is_left_when_masking_fails_half_way(
    source: Path, failure: BaseException, raised: type[BaseException]
) -> None:
    table = opened(source)

    def masked() -> Iterator[pl.DataFrame]:
        yield next(table.batches()).head(1)
        raise failure

    with pytest.raises(raised) as caught:
        write_table(table, masked(), source.parent / "out" / source.name)
    assert list((source.parent / "out").iterdir()) == []
    assert "canary" not in str(caught.value)


@pytest.mark.catalogue("C20")
def test_an_older_copy_stays_whole_when_writing_fails(source: Path) -> None:
    destination = source.parent / "older"
    destination.write_text("older")
    with pytest.raises(OutputFailed):
        write_table(opened(source), iter([]), destination)
    assert destination.read_text() == "older"


@pytest.mark.parametrize("name", ["ragged.csv", "t.jsonl", "t.json"])
def test_rows_that_are_missing_or_too_many_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(CONTENTS[name])
    table = opened(tmp_path / name)
    for frames in ([next(table.batches()).clear()], [*table.batches(), *table.batches()]):
        with pytest.raises(OutputFailed, match="rows came back"):
            write_table(table, iter(frames), tmp_path / "out" / name)


def test_columns_that_the_source_does_not_have_are_refused(source: Path) -> None:
    table = opened(source)
    for frame in (next(table.batches()).with_columns(x=1), next(table.batches())[:, ::-1]):
        with pytest.raises(OutputFailed, match="columns"):
            write_table(table, iter([frame]), source.parent / "out" / source.name)


def test_outputs_are_private(source: Path) -> None:
    table = opened(source)
    write_table(table, table.batches(), source.parent / "copy")
    assert stat.S_IMODE((source.parent / "copy").stat().st_mode) == 0o600


@pytest.mark.catalogue("C20")
def test_a_full_disk_leaves_nothing(source: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path; from piiscan.errors import OutputFailed\n"
        "from piiscan.sources import *\n"
        "[table] = open_targets([sys.argv[1]], ReadOptions())\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, resource.RLIM_INFINITY))\n"
        "try: write_table(table, table.batches(), Path(sys.argv[2], 'copy'))\n"
        "except OutputFailed: sys.exit(4)\n"
    )
    (source.parent / "out").mkdir()
    run = subprocess.run([sys.executable, "-c", script, source, source.parent / "out"], check=False, timeout=60)
    assert run.returncode == 4
    assert list((source.parent / "out").iterdir()) == []


def test_reports_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with replacing(tmp_path / "report") as stream:
        write_all(stream, b"first")
    with pytest.raises(OutputFailed), replacing(tmp_path / "report" / "below-a-file"):
        pass
    assert (tmp_path / "report").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_data_in_memory_has_no_file_format(tmp_path: Path) -> None:
    table = frame_table(pl.DataFrame({"a": [1]}), "t")
    with pytest.raises(UsageError):
        write_table(table, table.batches(), tmp_path / "out")
