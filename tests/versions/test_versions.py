"""Documents of every version that was ever written are read, and mean what they meant; those of later ones are refused.

`golden/KIND-VERSION.*` is a document as it was written, and `golden/read/` has all that is read in it. Neither is ever
written over: a change of shape is a new version with a document of its own, or a reader that still reads the old one
so. `WRITE_GOLDEN=1 pytest tests/versions` writes only what is missing.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from piiscan.errors import PiiscanError
from piiscan.model.typed import Misfit
from piiscan.reports.schemas import DOCUMENTS, render
from tests.cli.conftest import Cli
from tests.versions.reading import GOLDEN, READERS, meaning

READ, SHAPES = GOLDEN / "read", GOLDEN / "schemas.json"
KEPT = sorted(path for path in GOLDEN.iterdir() if path.is_file() and path.suffix != ".signer" and path != SHAPES)


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_a_document_is_read_and_means_what_it_meant(kept: Path) -> None:
    told = READ / f"{kept.stem}.json"
    if os.environ.get("WRITE_GOLDEN") and not told.exists():
        told.write_text(meaning(kept), "utf-8")
    assert meaning(kept) == told.read_text("utf-8")


def test_there_is_a_document_of_every_kind_that_is_read() -> None:
    assert {path.name.partition("-")[0].partition(".")[0] for path in KEPT} == READERS.keys()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_shape_of_a_published_schema_is_that_of_its_version(name: str) -> None:
    """What is only written has no reader here: its schema says what others have built on."""
    shapes = json.loads(SHAPES.read_text("utf-8"))
    called = _called(name)
    now = sha256(render(name).encode()).hexdigest()
    if os.environ.get("WRITE_GOLDEN") and called not in shapes:
        shapes[called] = now
        SHAPES.write_text(json.dumps(dict(sorted(shapes.items())), indent=2) + "\n", "utf-8")
    assert shapes.get(called) == now, f"{called} has another shape: it needs a new version (see CONTRIBUTING.md)"


def _called(name: str) -> str:
    """The version in the schema itself; a line of `detect` or `check` has none."""
    said = json.loads(render(name))["properties"]
    return str(said.get("schema", said.get("piiscan", {})).get("const", f"{name}/1"))


def _text(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


def _payload(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """The signatures hold no longer, and are not looked at before the version."""

    def change(content: bytes) -> bytes:
        envelope = json.loads(content)
        inner = _text(old, new)(b64decode(envelope["payload"]))
        return _text(envelope["payload"].encode(), b64encode(inner))(content)

    return change


def _changes(kept: Path) -> Callable[[bytes], bytes]:
    kind = kept.name.partition("-")[0]
    if kind in ("release", "enrolment", "unmask"):
        return _payload(f"piiscan:{kind}/1".encode(), f"piiscan:{kind}/2".encode())
    return _text(f"{kind}/1".encode(), f"{kind}/2".encode())


VERSIONED = [path for path in KEPT if path.name != "checkpoint.txt" and path.suffix != ".zip"]


@pytest.mark.parametrize("kept", VERSIONED, ids=lambda path: path.name)
def test_a_document_of_a_later_version_is_refused_in_plain_words(kept: Path, tmp_path: Path) -> None:
    newer = tmp_path / kept.name
    newer.write_bytes(_changes(kept)(kept.read_bytes()))
    refused_as_later(newer)


def test_an_evidence_pack_of_a_later_version_is_refused_in_plain_words(tmp_path: Path) -> None:
    newer = tmp_path / "evidence-1.zip"
    with ZipFile(newer, "w") as archive:
        archive.writestr("INDEX.json", json.dumps({"schema": "piiscan/evidence/2", "parts": []}))
    refused_as_later(newer)


def refused_as_later(newer: Path) -> None:
    """Exit 2; what is signed is refused with 1, as all that a gate of a release refuses; a sketch is incomplete."""
    with pytest.raises((PiiscanError, Misfit, ValueError)) as refused:
        meaning(newer)
    said = str(refused.value)
    assert re.search(r"it is \S+/2, of a later piiscan, and this one reads \S+/1: update piiscan", said), said
    if isinstance(refused.value, PiiscanError):
        assert refused.value.exit_code == (1 if newer.stem.startswith(("release", "enrolment", "unmask")) else 2)


@pytest.mark.parametrize(
    "command", ["report findings-1.json", "plan findings-1.json", "mask x.csv y.csv --plan plan-1.yaml"]
)
def test_a_command_that_is_given_a_later_version_ends_with_2(command: str, cli: Cli, tmp_path: Path) -> None:
    for kept in (path for path in VERSIONED if path.name in command):
        (tmp_path / kept.name).write_bytes(_changes(kept)(kept.read_bytes()))
    (tmp_path / "x.csv").write_text("a\n1\n")
    run = cli(*command.split(), "--key", "env:KEY") if command.startswith("mask") else cli(*command.split())
    assert (run.exit_code, run.stdout, run.stderr.count(b"\n")) == (2, b"", 1)
    assert b"of a later piiscan" in run.stderr


@pytest.mark.parametrize("said", [None, 2, [], "piiscan/findings/2 or more", "piiscan/findings/0", "plan/2"])
def test_what_is_no_later_version_is_not_called_one(said: object, tmp_path: Path) -> None:
    (tmp_path / "findings-1.json").write_text(json.dumps({"schema": said}))
    with pytest.raises(PiiscanError) as refused:
        meaning(tmp_path / "findings-1.json")
    assert "of a later piiscan" not in str(refused.value)
