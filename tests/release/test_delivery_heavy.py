"""Thousands of flipped bits, a hundred races, another house: what takes its time (reliability.md, D21 and D22)."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest

from piiscan.errors import ReleaseRefused
from piiscan.pipeline.releasing.receiving import receive
from piiscan.pipeline.releasing.sealing import seal
from tests.release.made import Office, files, office

FLIPS = 1_000
"""Drawn from all bits of each of six files: 6,000, the figure of D22."""


@pytest.mark.catalogue("C17", "D22")
def test_every_flipped_bit_is_seen(delivery: Path, sealed: tuple[Path, str]) -> None:
    drawn, seen, tried = random.Random(7), 0, 0
    for name in files(delivery):
        content = (delivery / name).read_bytes()
        for bit in drawn.sample(range(len(content) * 8), FLIPS):
            changed = bytearray(content)
            changed[bit // 8] ^= 1 << bit % 8
            (delivery / name).write_bytes(changed)
            seen += not receive(delivery, fingerprint=sealed[1]).passed
            tried += 1
        (delivery / name).write_bytes(content)
    assert (seen, tried) == (6 * FLIPS, 6 * FLIPS)
    assert receive(delivery, fingerprint=sealed[1]).passed


def test_another_house_with_the_same_names_is_another_house(sealed: tuple[Path, str], tmp_path: Path) -> None:
    """Who owns the machine writes log and enrolments anew: the partner was told another key."""
    forged = office(tmp_path / "forged")
    delivered = seal(forged.approved(), tmp_path / "out", house=forged.house)
    assert delivered.passed
    assert not receive(tmp_path / "out", fingerprint=sealed[1]).passed


@pytest.mark.catalogue("D21")
def test_a_hundred_races_deliver_the_octets_that_were_signed_or_nothing(
    house: Office, waits: str, tmp_path: Path
) -> None:
    """Another process swaps the file as fast as it can."""
    house.approve(waits, "bao")
    house.approve(waits, "lin")
    place = house.folder / "home" / "releases" / waits / "data" / "data-001.csv"
    good, bad, over = place.read_bytes(), place.read_bytes()[::-1], threading.Event()

    def swap() -> None:
        while not over.is_set():
            for content in (bad, good):
                other = place.parent.parent / "swap"
                other.write_bytes(content)
                other.replace(place)

    swapper = threading.Thread(target=swap)
    swapper.start()
    outcomes = set()
    try:
        for number in range(100):
            out = tmp_path / f"out{number}"
            try:
                seal(waits, out, house=house.house)
            except ReleaseRefused:
                assert not out.exists()
                outcomes.add("refused")
            else:
                assert (out / "data" / "data-001.csv").read_bytes() == good
                outcomes.add("delivered")
    finally:
        over.set()
        swapper.join()
    assert outcomes
