"""What cannot be read to its end is a gap with a reason that holds no value; the rest goes on."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import leaves
from piiscan.sources import ReadOptions, open_targets
from tests.sources.roundtrip import opened, read

GOOD = "name,age\nA,1\n"
BROKEN = {
    "empty.csv": b"",
    "utf16.csv": "name,age\ncanary-7,1\n".encode("utf-16")[:-1],
    "gb18030.csv": "姓名,城市\n王小明canary-7,上海\n".encode("gb18030")[:-2],
    "nul.csv": b"name,age\ncanary-7\0,1\n",
    "binary.bin": bytes(range(256)) + b"canary-7",
    "open_quote.csv": b'name,age\n"canary-7,1\n2,3\n',
    "late_open_quote.csv": b"name,age\n" + b"x,1\n" * 200_000 + b'"canary-7,1\n2,3\n',
    "late_utf8.csv": b"name,age\n" + b"x,1\n" * 200_000 + b"canary-7\xff,1\n",
    "late_utf8_ragged.csv": b"name,age\n1\n" + b"x,1\n" * 200_000 + b"canary-7\xff,1\n",
    "late_nul.csv": b"name,age\n" + b"x,1\n" * 200_000 + b"canary-7\0,1\n",
    "late_nul.txt": b"a line of text.\n" * 200_000 + b"canary-7\0\n",
    "late_utf8.txt": b"a line of text.\n" * 200_000 + b"canary-7\xff\n",
    "long_line.txt": b"canary-7 " * (20 << 20 >> 3),
    "long_field.csv": b"name,age\n1\n" + b"canary-7" * (20 << 20 >> 3) + b",1\n",
    "cut.parquet": b"PAR1canary-7",
    "cut.json": b'{"name": "canary-7", "age": ',
    "cut.jsonl": b'{"name": "canary-7"}\n{"name": "canary-7"\n',
    "late_utf8.jsonl": b'{"name": "x"}\n' * 30_000 + b'{"name": "canary-7\xff"}\n',
}


def reason(path: Path) -> str:
    *_, data = leaves([opened(path)])
    if isinstance(data, Incomplete):
        return data.reason
    with pytest.raises(SourceUnreadable) as failure:
        list(data.batches() if hasattr(data, "batches") else data.parts())
    return str(failure.value)


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_gaps_without_values(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BROKEN[name])
    assert "canary" not in reason(tmp_path / name)


@pytest.mark.catalogue("C3")
def test_the_rest_goes_on(tmp_path: Path) -> None:
    for name, content in BROKEN.items():
        if not name.startswith("l"):
            (tmp_path / name).write_bytes(content)
    (tmp_path / "z.csv").write_text(GOOD)
    *items, last = open_targets([str(tmp_path)], ReadOptions())
    assert all(any(isinstance(part, Incomplete) for part in leaves([item])) for item in items)
    assert read(last).height == 1


@pytest.mark.catalogue("C6")
def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        gaps = list(open_targets([str(tmp_path), "/dev/null"], ReadOptions()))
    assert [type(gap) for gap in gaps] == [Incomplete] * 3


@pytest.mark.catalogue("C19")
@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_without_permission_are_gaps(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(GOOD)
    (tmp_path / "t.csv").chmod(0)
    assert opened(tmp_path / "t.csv").reason == "permission denied"


@pytest.mark.catalogue("C10")
@pytest.mark.parametrize("content", [GOOD, GOOD + "1,2,3\n", '{"a": 1}\n{"a": 2}\n', "one line\n"])
def test_a_file_that_changes_between_opening_and_reading_is_a_gap(tmp_path: Path, content: str) -> None:
    (tmp_path / "t.csv").write_text(content)
    data = opened(tmp_path / "t.csv")
    (tmp_path / "t.csv").write_text(content + "B,2\n")
    with pytest.raises(SourceUnreadable, match="changed while it was read"):
        list(data.batches() if hasattr(data, "batches") else data.parts())


@pytest.mark.catalogue("C10")
def test_a_file_that_changes_while_it_is_read_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,age\n" + "A,1\n" * 250_000)
    batches = opened(tmp_path / "t.csv").batches()
    next(batches)
    os.utime(tmp_path / "t.csv", (1, 1))
    with pytest.raises(SourceUnreadable, match="changed while it was read"):
        list(batches)


@pytest.mark.catalogue("C28")
def test_sources_are_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(GOOD)
    before = (tmp_path / "t.csv").stat()
    read(opened(tmp_path / "t.csv"))
    after = (tmp_path / "t.csv").stat()
    assert (before.st_mtime_ns, before.st_size, os.listdir(tmp_path)) == (after.st_mtime_ns, after.st_size, ["t.csv"])
