"""What a run must not do, seen from within: open a socket, or show a key; and in which order it writes."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from piiscan.sources import replacing, write_all
from tests.hostile.bounded import environment, started
from tests.hostile.conftest import SECRET, Made

SHARE = """
import sys
sys.addaudithook(lambda event, told: sys.exit(99) if event.startswith("socket.") else None)
from piiscan.cli import main
sys.argv = ["piiscan", *sys.argv[1:]]
main()
"""


@pytest.mark.catalogue("B30")
def test_a_share_opens_no_socket(made: Made, tmp_path: Path) -> None:
    env = environment(tmp_path, K=SECRET)
    words = ["share", made.source, tmp_path / "out.csv", "--key", "env:K"]
    done = subprocess.run(
        [sys.executable, "-c", SHARE, *words], env=env, cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.csv").exists()


@pytest.mark.catalogue("A27")
def test_no_key_stands_in_what_a_run_leaves_or_says(made: Made, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(SECRET)
    (tmp_path / "key").chmod(0o600)
    (tmp_path / "out").mkdir()
    words = (
        "mask",
        made.source,
        tmp_path / "out" / "out.csv",
        "--plan",
        made.plan,
        "--key",
        f"file:{tmp_path / 'key'}",
    )
    process = started(*words, home=tmp_path / "out", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    line = Path(f"/proc/{process.pid}/cmdline").read_bytes()
    left = [line, *process.communicate(), *(path.read_bytes() for path in (tmp_path / "out").rglob("*"))]
    assert process.returncode == 0
    raw = bytes.fromhex(SECRET)
    forms = (raw, SECRET.encode(), SECRET.upper().encode(), base64.b64encode(raw), base64.urlsafe_b64encode(raw))
    assert not [form for form in forms for octets in left if form in octets]


@pytest.mark.catalogue("C23")
def test_a_file_is_on_the_disk_before_it_has_its_name_and_its_name_is_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, rename = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        sync(descriptor)
        done.append("folder" if os.path.isdir(f"/dev/fd/{descriptor}") else "file")

    def replace(former: str, latter: str) -> None:
        rename(former, latter)
        done.append("rename")

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    with replacing(tmp_path / "out") as stream:
        write_all(stream, b"content")
    assert done == ["file", "rename", "folder"]
