"""Gates, alternations and digit runs change the speed of a scan, never what it finds."""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl
from hypothesis import example, given, settings

from piiscan.detection import packs
from piiscan.detection.cells import valid
from piiscan.detection.columns.hits import SPEAKS_ALONE, HitCounter
from piiscan.detection.normal import fold
from piiscan.detection.text.patterns import spanning
from piiscan.model.evidence import Hits
from piiscan.model.recognizer import Recognizer
from tests.detection.columns.made import EXAMPLES, columns

ALL = tuple(r for r in packs.recognizers() if r.sees == "rows")
AS_OF = date(2026, 1, 1)
TOGETHER = HitCounter(ALL, AS_OF)
SMALL = settings(max_examples=8, deadline=None)


@cache
def alone(recognizer: Recognizer) -> HitCounter:
    return HitCounter((recognizer,), AS_OF)


def frame(rows: list[str | None]) -> pl.DataFrame:
    """Folded, trimmed and filled, as the scanner hands them on."""
    folded = fold(pl.Series("value", rows, pl.String)).str.strip_chars()
    return pl.DataFrame({"value": folded}).filter(pl.col("value").str.len_bytes() > 0).with_columns(rows=pl.lit(1))


def texts(values: pl.DataFrame) -> pl.DataFrame:
    """Those that no recognizer takes from end to end."""
    taken = [any(hits.cells for hits in TOGETHER(row)[0].values()) for row in values.iter_slices(1)]
    return values.filter(~pl.Series(taken, dtype=pl.Boolean))


def inside(recognizer: Recognizer, text: str) -> bool:
    """Whether the text engine's own form finds the recognizer in a text, and its check holds there."""
    return any(
        recognizer.check is None or bool(valid(recognizer, pl.Series([match[0]])).item())
        for pattern in recognizer.patterns
        if recognizer.in_text and (pattern.score >= SPEAKS_ALONE or recognizer.check)
        for match in spanning(pattern).finditer(text)
    )


@SMALL
@given(columns)
@example([*EXAMPLES])
def test_whole_cells_are_counted_as_by_each_recognizer_alone(rows: list[str | None]) -> None:
    found, _ = TOGETHER(frame(rows))
    for recognizer in ALL:
        mine, together = alone(recognizer)(frame(rows))[0].get(recognizer.id, Hits()), found.get(recognizer.id, Hits())
        assert (together.cells, together.valid) == (mine.cells, mine.valid), recognizer.id


@SMALL
@given(columns)
def test_matches_inside_texts_are_counted_as_by_each_recognizer_alone(rows: list[str | None]) -> None:
    some = texts(frame(rows))
    found, _ = TOGETHER(some)
    for recognizer in ALL:
        assert found.get(recognizer.id, Hits()) == alone(recognizer)(some)[0].get(recognizer.id, Hits()), recognizer.id


@settings(max_examples=25, deadline=None)
@given(columns)
@example(["13800138000,13900139000", "回电13800138000。", "tel_13800138000_x", "user13800138000.txt"])
@example(["1 11010519491231002X5", "编号11010519491231002X.5", "11010519491231002Xabc 1", "13800138000x5"])
@example(["退款3.13800138000", "金额13800138000.05", "号13800138000.0", "a 13800138000 13900139000"])
def test_columns_and_texts_agree_value_by_value(rows: list[str | None]) -> None:
    some = texts(frame(rows)).with_row_index("row")
    for row in some.iter_slices(1):
        found, _ = TOGETHER(row.drop("row"))
        expected = {r.id for r in ALL if inside(r, row["value"].item())}
        assert {name for name, hits in found.items() if hits.inside} == expected


def test_what_is_found_in_a_short_text_is_found_at_the_end_of_a_long_one() -> None:
    short = " and so on ".join(EXAMPLES)
    long = "and so on " * 200_000 + short
    found, _ = TOGETHER(frame([short]))
    assert found
    assert TOGETHER(frame([long]))[0] == found
