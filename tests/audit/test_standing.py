"""What the log says of a key: its version, its end, and whether something was made with it."""

from __future__ import annotations

from piiscan.audit import Log
from piiscan.audit.standing import KeyState, key_state, made_with


def test_a_key_has_one_version_more_for_each_of_its_rotations(log: Log) -> None:
    for key in ("ours", "ours", "theirs"):
        log.append("keys.rotate", {"key": key})
    log.append("mask", {"key": "ours"})
    entries = log.entries()
    assert [key_state(entries, key).version for key in ("ours", "theirs", "unknown")] == [3, 2, 1]
    assert key_state(entries, "ours") == KeyState(3, None)


def test_a_key_that_was_destroyed_says_since_when(log: Log) -> None:
    log.append("keys.destroy", {"key": "ours"})
    entries = log.entries()
    assert key_state(entries, "ours").destroyed == entries[-1].at
    assert key_state(entries, "theirs").destroyed is None


def test_only_what_was_made_by_that_plan_with_that_key_counts(log: Log) -> None:
    log.append("mask", {"plan": "p", "key": "k"})
    log.append("keys.unmask", {"plan": "q", "key": "k"})
    entries = log.entries()
    made = [made_with(entries, plan, key) for plan, key in (("p", "k"), ("p", "other"), ("q", "k"), ("other", "k"))]
    assert made == [True, False, False, False]
