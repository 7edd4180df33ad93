"""An append takes apart only what came after the mark, and a mark is believed only of its own log."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256

import pytest

from piiscan.audit import Flaw, Log, chain, verify
from tests.audit.conftest import Written

Damage = Callable[[dict[str, object]], None]


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    taken: list[int] = []
    decoded = chain.decoded
    monkeypatch.setattr(chain, "decoded", lambda line, tree: taken.append(tree.size) or decoded(line, tree))
    return taken


def another(log: Log) -> Log:
    """The same log, to a process that remembers nothing of it."""
    return Log(log.home, log.person)


def test_an_append_takes_no_line_apart_that_held_before(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    log, taken = written(40), counted(monkeypatch)
    another(log).append("mask", {})
    assert taken == []


def test_without_its_mark_every_line_is_taken_apart(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    log, taken = written(40), counted(monkeypatch)
    (log.home / "audit.mark").unlink()
    another(log).append("mask", {})
    assert taken == list(range(40))


def test_a_line_changed_before_the_mark_is_found(written: Written) -> None:
    log = written(40)
    log.path.write_bytes(log.path.read_bytes().replace(b'"rows":7', b'"rows":8'))
    with pytest.raises(Flaw, match="line 9"):
        log.append("mask", {})


def test_a_log_cut_behind_its_mark_is_read_from_its_start(written: Written) -> None:
    log = written(40)
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(b"".join(lines[:30]))
    assert log.append("mask", {}).size == 31
    assert verify(log).size == 31


@pytest.mark.parametrize(
    "damage",
    [
        lambda mark: mark.update(size=mark["size"] + 1),
        lambda mark: mark.update(roots=mark["roots"][::-1]),
        lambda mark: mark.update(end=mark["end"] - 1),
        lambda mark: mark.update(end="x"),
        lambda mark: mark.update(end=10**30),
        lambda mark: mark.update(size=float("inf")),
        lambda mark: mark.update(roots=[1, 2]),
        lambda mark: mark.clear(),
    ],
)
def test_a_damaged_mark_is_not_believed(written: Written, damage: Damage) -> None:
    log = written(12)
    path = log.home / "audit.mark"
    mark = json.loads(path.read_text())
    damage(mark)
    path.write_text(json.dumps(mark))
    another(log).append("mask", {})
    assert verify(log).size == 13


@pytest.mark.parametrize(("size", "end"), [(-1, 0), (0, -1), (1, 0), (0, 1 << 40)])
def test_a_mark_of_no_possible_tree_is_not_believed_although_its_digest_is_right(
    written: Written, size: int, end: int
) -> None:
    log = written(12)
    octets = sha256(log.path.read_bytes() if end else b"")
    octets.update(b"%d:%d:" % (end, size))
    mark = {"digest": octets.hexdigest(), "end": end, "roots": [], "size": size}
    (log.home / "audit.mark").write_text(json.dumps(mark))
    log.append("mask", {})
    assert verify(log).size == 13


def test_a_mark_nested_without_end_is_not_believed(written: Written) -> None:
    log = written(12)
    (log.home / "audit.mark").write_text("[" * 100_000)
    log.append("mask", {})
    assert verify(log).size == 13


def test_the_mark_of_another_log_is_not_believed(
    written: Written, log: Log, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Log(tmp_path_factory.mktemp("other") / "home")
    written(12)
    for _ in range(11):
        other.append("mask", {})
    (log.home / "audit.mark").write_bytes((other.home / "audit.mark").read_bytes())
    assert another(log).append("mask", {}).size == 13
    assert verify(log).size == 13


@pytest.mark.parametrize("place", ["audit.mark", "audit.new"])
def test_a_mark_that_cannot_be_written_costs_a_full_reading_and_nothing_else(
    place: str, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = written(12)
    (log.home / place).unlink(missing_ok=True)
    (log.home / place).mkdir()
    assert log.append("mask", {}).size == 13
    taken = counted(monkeypatch)
    assert another(log).append("mask", {}).size == 14
    assert taken == list(range(13))
