"""Lines that are of a known template: what its slots hold is found, whether anything else sees it or not."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from piiscan.detection.logs.pieces import pieces, templates
from piiscan.detection.text.echoes import echoes
from piiscan.model.span import Span
from piiscan.model.template import CODE, WORDS, LineTemplate

__all__ = ["SlotFinder", "unknown"]

_SCORE = 0.5
"""Of a span that only its pattern tells: in more lines than not it is that (verdicts.SHARE)."""

_ANY_WORD = "某"
"""A word of no list ("so-and-so"), which no separator joins to the words beside it."""

_SLOTS = pl.Schema({"template": pl.String, "gap": pl.Int64, "entity": pl.String, "before": pl.Int64, "after": pl.Int64})


class SlotFinder:
    """Finds what stands in the slots of templates."""

    def __init__(self, known: Sequence[LineTemplate]) -> None:
        told = [(line.key, s.gap, s.entity, s.before, s.after) for line in known for s in line.slots]
        self._slots = pl.DataFrame(told, _SLOTS, orient="row")

    def find(self, lines: pl.Series) -> list[list[Span]]:
        """Spans of every line (String without nulls), and of what says the same elsewhere in that line."""
        spans: list[list[Span]] = [[] for _ in range(len(lines))]
        if self._slots.is_empty():
            return spans
        for row, start, end, entity in self._standing(lines).iter_rows():
            spans[row].append(Span(start, end, entity, _SCORE, "logs/template"))
        return [[*found, *echoes(line, found)] if found else [] for line, found in zip(lines, spans, strict=True)]

    def _standing(self, lines: pl.Series) -> pl.DataFrame:
        """`row`, `start`, `end` and `entity`. A gap of fewer words than its slot leaves out is taken whole."""
        of_lines = (
            templates(lines).to_frame("template").with_row_index("row").join(self._slots, on="template", how="semi")
        )
        taken = pieces(lines.gather(of_lines["row"])).filter(pl.col("gap").is_not_null())
        words = taken.group_by("row", "gap", maintain_order=True).agg("start", "end")
        places = of_lines.with_row_index("at").select(pl.col("at").cast(pl.Int64), "row", "template")
        slots = words.rename({"row": "at"}).join(places, on="at").join(self._slots, on=["template", "gap"])
        left = pl.col("start").list.len().cast(pl.Int64) - pl.col("before") - pl.col("after")
        fits = left > 0
        return slots.select(
            "row",
            pl.col("start").list.get(pl.when(fits).then("before").otherwise(0)),
            pl.col("end").list.get(pl.when(fits).then(-1 - pl.col("after")).otherwise(-1)),
            "entity",
        ).sort("row", "start")


def unknown(known: Sequence[LineTemplate]) -> list[int]:
    """The places of those that no line can be of: written by hand, or by a version with other words."""
    keys = pl.Series([line.key for line in known], dtype=pl.String)
    lines = keys.str.replace_all(WORDS, _ANY_WORD, literal=True).str.replace_all(CODE, "0", literal=True)
    return templates(lines).ne_missing(keys).arg_true().to_list()
