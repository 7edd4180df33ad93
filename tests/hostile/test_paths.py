"""Links, loops, pipes, devices, folders without end, and names that nobody gives: walked, or listed, at once."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import time
from pathlib import Path

import pytest

from piiscan import pipeline

CONTENT = b"mobile\n13800138000\n"


def reasons(folder: Path) -> dict[str, str]:
    return {Path(gap.source).name: gap.reason for gap in pipeline.scan(folder, text="off").incomplete}


@pytest.mark.catalogue("C5")
def test_links_are_listed_wherever_they_lead_and_not_followed(tmp_path: Path) -> None:
    leads = {
        "up": "..",
        "loop": "loop",
        "proc": "/proc",
        "zero.csv": "/dev/zero",
        "out.csv": "/etc/passwd",
        "gone": "x",
    }
    for name, target in leads.items():
        (tmp_path / name).symlink_to(target)
    (tmp_path / "a.csv").write_bytes(CONTENT)
    found = reasons(tmp_path)
    assert set(found) == set(leads)
    assert all("a symbolic link" in reason for reason in found.values())


@pytest.mark.catalogue("C5")
def test_folders_deeper_than_a_path_is_long_are_listed_and_the_rest_is_scanned(tmp_path: Path) -> None:
    (tmp_path / "z.csv").write_bytes(CONTENT)
    place = os.open(tmp_path, os.O_RDONLY)
    for _ in range(2_100):
        os.mkdir("d", dir_fd=place)
        below = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    os.close(place)
    findings = pipeline.scan(tmp_path, text="off")
    assert [gap.reason for gap in findings.incomplete] == ["file name too long"]
    assert [table.table for table in findings.tables] == ["z"]
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # shutil recurses


@pytest.mark.catalogue("C5")
def test_a_file_255_folders_deep_is_scanned(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["d"] * 255)
    folder.mkdir(parents=True)
    (folder / "a.csv").write_bytes(CONTENT)
    assert pipeline.scan(tmp_path, text="off").tables[0].tier == 3


@pytest.mark.catalogue("C6")
def test_what_is_no_file_is_listed_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.csv"))
        nodes = {"zero.csv": (1, 5), "urandom.csv": (1, 9), "full.csv": (1, 7)} if os.geteuid() == 0 else {}
        for name, number in nodes.items():
            os.mknod(tmp_path / name, stat.S_IFCHR | 0o644, os.makedev(*number))
        (tmp_path / "a.csv").write_bytes(CONTENT)
        begun = time.process_time()
        assert set(reasons(tmp_path)) == {"pipe.csv", "socket.csv", *nodes}
        assert time.process_time() - begun < 5


NAMES = [
    b"a\nb.csv",
    b"\x1b[31mred.csv",
    b"-rf.csv",
    b"n" * 251 + b".csv",
    b"\xff\xfe.csv",
    "\u202egpj.csv".encode(),
    b"CON.csv",
    b"~root.csv",
    b"a;rm -rf x.csv",
    b"$(id).csv",
    b"a'b\".csv",
    b"[bold]x[link=y].csv",
]


@pytest.mark.catalogue("C18")
def test_odd_names_are_scanned_or_listed_and_shown_escaped(tmp_path: Path) -> None:
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(CONTENT)
    findings = pipeline.scan(tmp_path, text="off")
    assert len(findings.tables) == len(NAMES) - 1
    assert [gap.reason for gap in findings.incomplete] == ["its name is not valid UTF-8"]
    shown = "".join(pipeline.report(findings, form) for form in ("table", "md", "csv"))
    assert not [character for character in shown if not character.isprintable() and character != "\n"]
