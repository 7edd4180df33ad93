"""A checkpoint proves how far the log was: cut tails, rollbacks, rewritten logs, other logs and other keys are seen."""

from __future__ import annotations

import shutil
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from piiscan.audit import Flaw, Log, checked, signed, signer, verify
from piiscan.audit.verification import checkpoint
from piiscan.errors import UsageError
from piiscan.keys import MasterKey
from tests.audit.conftest import Written, changed

KEY, OTHER = (MasterKey(sha256(name).digest()) for name in (b"piiscan signer", b"another signer"))


def test_a_checkpoint_is_a_note_that_its_signer_vouches_for(written: Written) -> None:
    taken = checkpoint(written(5))
    note = signed(taken, KEY)
    assert note.splitlines()[:2] == [f"piiscan.audit/{taken.origin}", "5"]
    assert checked(note, [signer(OTHER), signer(KEY)]) == taken
    assert verify(written(1), [taken]).passed


def test_the_key_id_is_that_of_the_signed_note_specification() -> None:
    name, key_id, public = signer(KEY).split("+", 2)
    assert public == b64encode(b"\x01" + KEY.public).decode()
    assert key_id == sha256(f"{name}\n".encode() + b"\x01" + KEY.public).hexdigest()[:8]


def test_a_note_with_any_bit_changed_is_refused(written: Written) -> None:
    note = signed(checkpoint(written(5)), KEY).encode()
    for bit in range(len(note) * 8):
        other = bytearray(note)
        other[bit // 8] ^= 1 << bit % 8
        with pytest.raises(UsageError):
            checked(other.decode("utf-8", "replace"), [signer(KEY)])


@pytest.mark.parametrize("wrong", ["", "piiscan", "piiscan+00000000+AAAA", signer(KEY)[:-2], signer(KEY) + "\n"])
def test_a_signer_that_is_none_is_refused(written: Written, wrong: str) -> None:
    note = signed(checkpoint(written(2)), KEY)
    for signers in ([wrong], [signer(OTHER)], []):
        with pytest.raises(UsageError):
            checked(note, signers)


def test_there_is_no_checkpoint_of_a_log_that_does_not_hold_or_is_not_there(log: Log, written: Written) -> None:
    with pytest.raises(UsageError, match="no audit log yet"):
        checkpoint(log)
    changed(log, written(3).path.read_bytes().replace(b'"rows":1', b'"rows":2'))
    with pytest.raises(Flaw, match="line 3"):
        checkpoint(log)


@pytest.mark.catalogue("D6")
def test_a_tail_that_was_cut_off_is_seen_with_a_checkpoint_and_not_proven_without(written: Written) -> None:
    log = written(8)
    taken, lines = checkpoint(log), log.path.read_bytes().splitlines(keepends=True)
    for left in range(8):
        changed(log, b"".join(lines[:left]))
        assert not verify(log, [taken]).passed
        assert verify(log).passed


@pytest.mark.catalogue("D6")
def test_a_workspace_that_was_rolled_back_is_seen_when_it_has_grown_again(log: Log, written: Written) -> None:
    written(4)
    shutil.copytree(log.home, log.home.with_name("snapshot"))
    log.append("share", {"partner": "hidden"})
    taken = checkpoint(log)
    shutil.rmtree(log.home)
    shutil.copytree(log.home.with_name("snapshot"), log.home)
    log.append("mask", {})
    log.append("mask", {})
    assert verify(log).passed
    (why,) = verify(log, [taken]).broken
    assert "others than were signed" in why


@pytest.mark.catalogue("D7")
def test_a_log_that_was_written_anew_is_seen(written: Written, tmp_path: Path) -> None:
    taken = checkpoint(written(5))
    fresh = Log(tmp_path / "fresh")
    for entry in written(1).entries()[1:]:
        fresh.append(entry.event, dict(entry.facts))
    (why,) = verify(fresh, [taken]).broken
    assert "another log" in why
    assert verify(fresh, [replace(taken, origin=verify(fresh).origin or "")]).broken


@pytest.mark.catalogue("D9")
def test_a_line_of_another_log_does_not_fit(written: Written, tmp_path: Path) -> None:
    log, other = written(4), Log(tmp_path / "other")
    for _ in range(4):
        other.append("mask", {})
    ours, theirs = (each.path.read_bytes().splitlines(keepends=True) for each in (log, other))
    assert verify(changed(log, b"".join([*ours[:3], theirs[3]]))).line == 4


@pytest.mark.catalogue("D8")
def test_two_checkpoints_of_one_size_cannot_both_hold(written: Written) -> None:
    taken = checkpoint(written(4))
    fork = replace(taken, root=sha256(b"fork").hexdigest())
    assert len(verify(written(1), [taken, fork]).broken) == 1
