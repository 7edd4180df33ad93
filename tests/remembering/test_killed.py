"""A scan that is killed, at whatever moment, goes on where it stopped, to the findings of one that was not.

KILLS says how often (50).
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from random import Random
from shutil import rmtree

import pytest

from piiscan.keys.scan_key import scan_key
from piiscan.pipeline.remembering.entries import Entries
from tests.leaks.runner import PIISCAN, ROOT
from tests.remembering.killed import begun, ended
from tests.remembering.made import write

KILLS = int(os.environ.get("KILLS", "50"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that have been left alone for long enough to be remembered."""
    made = tmp_path_factory.mktemp("killed") / "data"
    for seed in range(8):
        write(made / f"{seed}.csv", seed)
    for seed, name in enumerate(("calls.txt", "all.zip", "t/dt=1/p.parquet", "t/dt=2/p.parquet")):
        write(made / name, seed)
    time.sleep(2.1)
    return made


def emptied(home: Path) -> Path:
    rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)
    return home


def unopened(home: Path) -> int:
    """Entries that are not whole."""
    entries = Entries(home / "cache", scan_key(home))
    files = (home / "cache").glob("[0-9a-f][0-9a-f]/*")
    return sum(entries.get(file.parent.name + file.name) is None for file in files)


def test_a_killed_scan_goes_on_to_the_same_findings(data: Path, tmp_path: Path) -> None:
    """What has come to an end says the same, and the next one begins without a cache again."""
    home, out, chance = emptied(tmp_path / "home"), tmp_path / "out.json", Random(11)
    process, began = begun(data, home, out), time.monotonic()
    assert ended(process, 600)
    expected, whole = out.read_text(), time.monotonic() - began
    emptied(home)
    said, killed = [], 0
    while killed < KILLS or not said:
        if ended(begun(data, home, out), chance.uniform(0, whole)):
            said.append(out.read_text())
            emptied(home)
        else:
            killed += 1
            assert unopened(home) == 0
    assert set(said) == {expected}


def test_two_scans_at_once_share_a_cache(data: Path, tmp_path: Path) -> None:
    def begun(out: str) -> subprocess.Popen[bytes]:
        asked = ("scan", str(data), "--text", "off", "--cache", "-f", "json", "-o", str(tmp_path / out))
        return subprocess.Popen([*PIISCAN, "--home", str(tmp_path / "home"), *asked], cwd=ROOT, stderr=subprocess.PIPE)

    said = []
    for outs in (("a.json", "b.json"), ("c.json",)):
        running = [begun(out) for out in outs]
        said += [process.communicate()[1] for process in running]
        assert [process.returncode for process in running] == [0] * len(outs)
    found = [json.loads((tmp_path / f"{name}.json").read_text())["tables"] for name in "abc"]
    assert found[0] == found[1] == found[2]
    assert b"damaged" not in b"".join(said)
    assert b"cache: 11 of 11 files and tables are as they were" in said[-1]
