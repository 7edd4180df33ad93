"""Every bit that is flipped and every edit is found, and the first bad line is named (slow: make test-heavy)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from piiscan.audit import Log, verify
from piiscan.audit.entry import decoded, encoded
from piiscan.audit.merkle import EMPTY
from piiscan.audit.verification import checkpoint
from tests.audit.conftest import Written, changed

Lines = list[bytes]


@pytest.mark.catalogue("D4")
def test_every_bit_of_a_log_of_200_lines_counts(written: Written) -> None:
    """Lines are proven from the first on, so a flipped bit is tried on its line, after those before it."""
    tree, flips = EMPTY, 0
    for line in written(200).path.read_bytes().splitlines():
        for bit in range(len(line) * 8):
            other = bytearray(line)
            other[bit // 8] ^= 1 << bit % 8
            if b"\n" not in other:
                with pytest.raises(ValueError, match="it "):
                    decoded(bytes(other), tree)
                flips += 1
        tree = tree.with_leaf(line)
    assert flips > 400_000


def test_every_flipped_bit_of_line_ends_and_every_bit_that_makes_one_counts(written: Written) -> None:
    log = written(40)
    content = log.path.read_bytes()
    tried = 0
    for bit in range(len(content) * 8):
        other = bytearray(content)
        other[bit // 8] ^= 1 << bit % 8
        if content[bit // 8] == 10 or other[bit // 8] == 10:
            verdict = verify(changed(log, bytes(other)))
            assert verdict.line == content[: bit // 8].count(b"\n") + 1 or verdict.torn == 40
            tried += 1
    assert tried >= 40 * 8


def delete(lines: Lines, at: int, draw: random.Random) -> None:
    del lines[at]


def duplicate(lines: Lines, at: int, draw: random.Random) -> None:
    lines.insert(at, lines[at])


def swap(lines: Lines, at: int, draw: random.Random) -> None:
    other = draw.choice([place for place in range(len(lines)) if place != at])
    lines[at], lines[other] = lines[other], lines[at]


def insert(lines: Lines, at: int, draw: random.Random) -> None:
    lines.insert(
        at, draw.choice([b"\n", b"{}\n", lines[at][:-1] + b" \n", draw.randbytes(30).replace(b"\n", b"") + b"\n"])
    )


def octet(lines: Lines, at: int, draw: random.Random) -> None:
    place = draw.randrange(len(lines[at]) - 1)
    lines[at] = lines[at][:place] + bytes([lines[at][place] ^ draw.randrange(1, 256)]) + lines[at][place + 1 :]


def blank(lines: Lines, at: int, draw: random.Random) -> None:
    place = draw.randrange(len(lines[at]))
    lines[at] = lines[at][:place] + draw.choice([b" ", b"\t", b"\r", b"\0"]) + lines[at][place:]


def line_end(lines: Lines, at: int, draw: random.Random) -> None:
    lines[at] = lines[at][:-1] + b"\r\n"


def respell(lines: Lines, at: int, draw: random.Random) -> None:
    pairs = [(b'"event"', b'"\\u0065vent"'), (b'"piiscan":"audit/1",', b""), (b'"at":"2', b'"at":"\\u0032')]
    lines[at] = lines[at].replace(*draw.choice(pairs))


def cut(lines: Lines, at: int, draw: random.Random) -> None:
    lines[at] = lines[at][: draw.randrange(len(lines[at]))]


EDITS: tuple[Callable[[Lines, int, random.Random], None], ...] = (
    *(delete, duplicate, swap, insert, octet, blank, line_end, respell, cut),
)


@pytest.mark.catalogue("D4")
def test_ten_thousand_random_edits_are_found(written: Written) -> None:
    log, draw, tried = written(60), random.Random(12), 0
    content, taken = log.path.read_bytes(), checkpoint(log)
    while tried < 10_000:
        lines = content.splitlines(keepends=True)
        at = draw.randrange(len(lines))
        draw.choice(EDITS)(lines, at, draw)
        edited = b"".join(lines)
        if edited == content:
            continue
        tried += 1
        verdict = verify(changed(log, edited), [taken])
        assert not verdict.passed or verdict.torn is not None
        same = next((n for n, (a, b) in enumerate(zip(content, edited, strict=False)) if a != b), len(edited))
        first = content[:same].count(b"\n") + 1
        assert first in (verdict.line, verdict.torn, verdict.size + 1)


def test_an_event_written_anew_with_all_its_digests_shows_in_the_next_line(log: Log, written: Written) -> None:
    written(5)
    lines = log.path.read_bytes().splitlines()
    tree = EMPTY
    for line, following in pairwise(lines):
        entry = decoded(line, tree)

        forged = encoded(replace(entry, facts={"partner": "nobody"}))
        with pytest.raises(ValueError, match="written anew"):
            decoded(following, tree.with_leaf(forged))
        tree = tree.with_leaf(line)
