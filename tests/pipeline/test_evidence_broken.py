"""audit verify --pack: whatever octets it is given, it is checked or refused, and nothing else happens."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from piiscan.errors import UsageError
from piiscan.pipeline.evidence import check, write


@pytest.mark.catalogue("C15")
def test_flipped_bits_end_in_a_check_or_a_refusal(tmp_path: Path) -> None:
    place = tmp_path / "pack.zip"
    write({"register/partners/zoë.yaml": b"partner " * 20, "assessment.md": b"# a"}, place)
    content, dice, ends = place.read_bytes(), random.Random(7), set()
    for _ in range(2_000):
        broken = bytearray(content)
        broken[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        place.write_bytes(broken)
        try:
            ends.add(check(place).files)
        except UsageError:
            ends.add(0)
    assert ends >= {0, 2}
