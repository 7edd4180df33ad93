"""share leaves a verified copy, or nothing at all: no folder, no temporary file, and what stood there untouched."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.errors import DestinationRefused, OutputFailed, PiiscanError
from piiscan.keys import MasterKey
from piiscan.model.verification import Check, Verification
from piiscan.pipeline import destinations, sharing
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.staging import publish
from tests.leaks import canary, files
from tests.leaks.runner import ROOT

SECRET = sha256(b"the key of these tests").digest()
KEY = MasterKey(SECRET)
PEOPLE = canary.people(8, seed=3).drop("notes")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    files.write_csv(PEOPLE, tmp_path / "in" / "people.csv")
    return tmp_path / "in"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where destinations lie."""
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


def content(folder: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


def old_copy(place: Path) -> dict[str, bytes | None]:
    (place / "out").mkdir()
    (place / "out" / "old.csv").write_text("a,b\n1,2\n")
    return content(place)


def fail(monkeypatch: pytest.MonkeyPatch, module: object, verb: str, failure: BaseException) -> None:
    def failing(*args: object, **named: object) -> None:
        raise failure

    monkeypatch.setattr(module, verb, failing)


def test_a_verified_copy_replaces_the_old_one(source: Path, place: Path) -> None:
    old_copy(place)
    with pytest.raises(DestinationRefused, match="--overwrite"):
        pipeline.share(source, place / "out", key=KEY)
    assert pipeline.share(source, place / "out", key=KEY, overwrite=True).shared
    assert sorted(content(place)) == ["out", "out/people.csv"]


def test_a_file_is_shared_into_folders_that_are_not_there_yet(source: Path, place: Path) -> None:
    assert pipeline.share(source / "people.csv", place / "a" / "b" / "out.csv", key=KEY).shared
    assert sorted(content(place)) == ["a", "a/b", "a/b/out.csv"]


@pytest.mark.catalogue("B42")
@pytest.mark.parametrize("old", [True, False], ids=["old copy", "no old copy"])
def test_a_failed_verification_leaves_nothing(
    old: bool, source: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old_copy(place) if old else content(place)
    failed = Verification((Check("own row", "people.csv", ("column name stands in 1 rows",)),))
    monkeypatch.setattr(sharing, "verify", lambda *args, **named: failed)
    target = place / "out" if old else place / "new" / "out"
    assert not pipeline.share(source, target, key=KEY, overwrite=True).shared
    assert content(place) == before


@pytest.mark.catalogue("B42")
@pytest.mark.parametrize(
    ("module", "verb"),
    [(Masking, "write"), (sharing, "verify"), (destinations, "publish")],
    ids=["write", "verify", "publish"],
)
@pytest.mark.parametrize("failure", [OutputFailed("disk full"), KeyboardInterrupt(), SystemExit(143)], ids=repr)
def test_an_interrupted_share_leaves_nothing(
    module: object, verb: str, failure: BaseException, source: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old_copy(place)
    fail(monkeypatch, module, verb, failure)
    with pytest.raises(type(failure)):
        pipeline.share(source, place / "out", key=KEY, overwrite=True)
    with pytest.raises(type(failure)):
        pipeline.share(source, place / "new" / "out", key=KEY)
    assert content(place) == before


def test_an_undecided_or_unreadable_source_leaves_nothing(source: Path, place: Path) -> None:
    (source / "broken.parquet").write_bytes(b"PAR1 broken")
    assert not pipeline.share(source, place / "new" / "out", key=KEY).shared
    assert content(place) == {}


def test_the_old_copy_comes_back_where_the_new_one_cannot_be_moved(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old_copy(place)
    with pytest.raises(OutputFailed, match="no such file"):
        publish(place / "not there", place / "out")
    assert content(place) == before


def test_a_place_that_cannot_be_written_is_said_in_one_line(source: Path, place: Path) -> None:
    (place / "file").write_text("")
    with pytest.raises(PiiscanError, match=r"out: (file exists|not a directory)"):
        pipeline.share(source, place / "file" / "out", key=KEY)


@pytest.fixture
def sharing_process(source: Path, place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A share that hangs once its copy has been written."""
    program = (
        "import sys, time; from piiscan.pipeline import sharing; from piiscan.cli import main\n"
        "sharing.verify = lambda *a, **k: (print('verifying', flush=True), time.sleep(60))\n"
        f"sys.argv = ['piiscan', 'share', {str(source)!r}, {str(place / 'new' / 'out')!r}, '--key', 'env:K']; main()"
    )
    environment = {"K": SECRET.hex(), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    yield process
    process.kill()
    process.communicate()


@pytest.mark.catalogue("C22")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_nothing(
    sent: signal.Signals, code: int, sharing_process: subprocess.Popen[bytes], place: Path
) -> None:
    assert sharing_process.stdout is not None
    assert sharing_process.stdout.readline() == b"verifying\n"
    assert [name for name in content(place) if name.endswith("people.csv")]
    time.sleep(0.1)
    sharing_process.send_signal(sent)
    _, said = sharing_process.communicate(timeout=20)
    assert (sharing_process.returncode, content(place)) == (code, {}), said.decode()
