"""Names that need no model."""

from __future__ import annotations

import polars as pl
import pytest

from piiscan.detection.text.introduced import IntroducedFinder


def introduced(text: str) -> list[str]:
    return [text[s.start : s.end] for _, s in IntroducedFinder().find(pl.Series([text]))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Patient: QUORRA, Vex", "QUORRA, Vex"),
        ("seen by Officer Vexley today", "Vexley"),
        ("Kind regards,\nXanthe Vorb\nSales", "Xanthe Vorb"),
        ("GRUBER, Mary (ticket 4)", "GRUBER, Mary"),
        ("From: Xanthe Vorb <x@example.org>", "Xanthe Vorb"),
        ("I'm Thandwe, and I wait", "Thandwe"),
        ("It is late. - Gwethin", "Gwethin"),
        ("Xorb: hello\nMary: hi", "Xorb"),
        ("10:02 Xorb: hello\n10:03 Vex: hi\n10:04 Xorb: bye", "Vex"),
        ("收件人于海波，电话", "于海波"),
        ("旅客高敏的行李", "高敏"),
        ("投诉人:钱朵朵", "钱朵朵"),
    ],
)
def test_who_is_introduced_is_found(text: str, name: str) -> None:
    assert name in introduced(text)


@pytest.mark.parametrize(
    "text",
    [
        "Name: Address:",
        "I'm German, and I wait",
        "Customer: Initech Ltd",
        "Warning: disk full\nError: no space\nWarning: disk full",
        "Paris, France",
        "客户经理安排时间",
        "用户方便时回电",
    ],
)
def test_words_are_nobody(text: str) -> None:
    assert introduced(text) == []
