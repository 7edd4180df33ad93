from __future__ import annotations

import pytest

from piiscan.detection import packs
from piiscan.detection.normal import fold_text
from piiscan.detection.text.patterns import spanning
from piiscan.model.recognizer import Recognizer

TOLD = [r for r in packs.recognizers() if r.in_text and r.patterns]


@pytest.mark.parametrize("recognizer", TOLD, ids=lambda r: r.id)
def test_what_a_pack_takes_for_its_own_is_found_in_running_text(recognizer: Recognizer) -> None:
    for number, example in enumerate(recognizer.examples.match):
        value = fold_text(example)[0]
        found = (m[0] for p in recognizer.patterns for m in spanning(p).finditer(f"记录：{value}。"))
        assert any(len(match) >= len(value.strip()) for match in found), f"example {number}"
