"""What has been seen of the line templates of a text, batch by batch: counts that merge, in bounded memory.

`of(a + b) == of(a).merge(of(b))`, whatever the order. Of more than MOST templates those with the smallest hashes are
kept: their counts are exact, since what is among the smallest of all is among the smallest of every part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import polars as pl

from piiscan.detection import packs
from piiscan.detection.cells import formed, valid
from piiscan.detection.logs.pieces import pieces
from piiscan.detection.text.escapes import plain
from piiscan.model.span import Span

__all__ = ["MOST", "VALUES", "TemplateEvidence"]

MOST = 16_384
"""Templates kept, of 2,000 characters at most: 32 MiB. A log has hundreds, a novel as many as lines."""

VALUES = 5
"""Different values that are told apart in a gap: as many people as a value must be shared by, where a plan asks for
k-anonymity (contracts.md, plan)."""

_SEED = 20_261_130
_COUNTS = pl.Schema({"template": pl.String, "lines": pl.Int64, "read": pl.Int64, "told": pl.Int64})
_FOUND = pl.Schema(
    {
        "template": pl.String,
        "gap": pl.Int64,
        "entity": pl.String,
        "before": pl.Int64,
        "after": pl.Int64,
        "lines": pl.Int64,
        "confirmed": pl.Int64,
    }
)
_VALUES = pl.Schema({"template": pl.String, "gap": pl.Int64, "entity": pl.String, "hash": pl.UInt64})
_SPANS = pl.Schema({"row": pl.Int64, "begin": pl.Int64, "finish": pl.Int64, "entity": pl.String, "sure": pl.Boolean})
_UNSURE = ("model/", "text/told", "text/enumeration", "text/uncapitalised")
"""How the names begin of what tells spans by models, or by single words of lists."""


@dataclass(frozen=True, slots=True)
class TemplateEvidence:
    """Counts by template, sorted.

    `counts`: its lines, those that were `read` for it, and of these those with a span over a constant word (`told`).
    `found`: in how many lines read a gap holds an entity, and how many words of the gap stand before and after it;
    `confirmed` are those that a pattern, key or list of names confirms, where models alone take colours for people.
    `values`: hashes of what was found there, the VALUES smallest. `lines` is how many there were in all.
    """

    counts: pl.DataFrame
    found: pl.DataFrame
    values: pl.DataFrame
    lines: int

    @staticmethod
    def none() -> TemplateEvidence:
        return TemplateEvidence(_COUNTS.to_frame(), _FOUND.to_frame(), _VALUES.to_frame(), 0)

    @staticmethod
    def of(lines: pl.Series, template: pl.Series, spans: Sequence[Sequence[Span]], read: pl.Series) -> TemplateEvidence:
        """Of some lines (String without nulls), the template and spans of each, and whether it is read."""
        rows = pl.DataFrame({"template": template, "read": read}).with_row_index("row").drop_nulls()
        rows = rows.with_columns(pl.col("row").cast(pl.Int64))
        covered = _covered(lines, spans, rows.filter("read")["row"])
        told = pl.col("row").is_in(covered.filter(_constant())["row"].unique().implode())
        counts = rows.group_by("template").agg(
            lines=pl.len().cast(pl.Int64), read=pl.col("read").sum().cast(pl.Int64), told=told.sum().cast(pl.Int64)
        )
        held = _held(lines, covered).join(rows, on="row")
        found = held.with_columns(lines=pl.lit(1, pl.Int64)).select(_FOUND.names())
        return _kept(counts, found, held.select(_VALUES.names()), len(lines))

    def merge(self, other: TemplateEvidence) -> TemplateEvidence:
        if not self.lines:
            return other
        return _kept(
            pl.concat([self.counts, other.counts]),
            pl.concat([self.found, other.found]),
            pl.concat([self.values, other.values]),
            self.lines + other.lines,
        )

    @property
    def without_template(self) -> int:
        """Lines that are too long, or of templates for which no memory was left."""
        return self.lines - int(self.counts["lines"].sum())


def _covered(lines: pl.Series, spans: Sequence[Sequence[Span]], rows: pl.Series) -> pl.DataFrame:
    """The pieces of these rows that spans cover, once for each span that does."""
    listed = [
        (row, span.start, span.end, span.entity, not span.recognizer.startswith(_UNSURE))
        for row in rows.to_list()
        for span in spans[row]
    ]
    found = pl.DataFrame(listed, _SPANS, orient="row")
    given = found.select(pl.col("row").unique(maintain_order=True)).with_row_index("at")
    taken = pieces(lines.gather(given["row"])).rename({"row": "at"}).join(given.cast(pl.Int64), on="at")
    in_gap = ["row", "gap"]
    numbered = taken.with_columns(word=pl.int_range(pl.len()).over(in_gap), words=pl.len().over(in_gap).cast(pl.Int64))
    overlaps = (pl.col("start") < pl.col("finish")) & (pl.col("begin") < pl.col("end"))
    return numbered.join(found, on="row").filter(overlaps)


def _constant() -> pl.Expr:
    return pl.col("gap").is_null() & pl.col("piece").str.contains(r"\p{L}")


def _held(lines: pl.Series, covered: pl.DataFrame) -> pl.DataFrame:
    """What each gap holds: `row`, `gap`, `entity`, the words `before` and `after` it, the `hash` of its value.

    And whether that is `confirmed` (1 or 0).
    """
    held = (
        covered.filter(pl.col("gap").is_not_null())
        .group_by("row", "gap", "entity")
        .agg(
            before=pl.col("word").min(),
            after=pl.col("words").first() - 1 - pl.col("word").max(),
            start=pl.col("start").min(),
            end=pl.col("end").max(),
            sure=pl.col("sure").any(),
        )
    )
    value = pl.col("line").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    held = held.with_columns(line=lines.gather(held["row"])).with_columns(value=value).drop("line")
    people = held.filter(pl.col("entity") == "PERSON")["value"]
    named = (pl.col("entity") == "PERSON") & pl.col("value").is_in(_named(people).implode())
    confirmed = (pl.col("sure") | named).cast(pl.Int64)
    return held.with_columns(hash=pl.col("value").hash(_SEED), confirmed=confirmed)


def _named(values: pl.Series) -> pl.Series:
    """Those that a list of names, with its check, takes as a whole."""
    if values.is_empty():
        return values
    distinct = values.unique()
    read = plain(distinct).str.replace_all("+", " ", literal=True)
    lists = (r for r in packs.recognizers() if r.entity == "PERSON" and r.sees == "sample")
    known = reduce(or_, (formed(r, read) & valid(r, read) for r in lists))
    return distinct.filter(known)


def _kept(counts: pl.DataFrame, found: pl.DataFrame, values: pl.DataFrame, lines: int) -> TemplateEvidence:
    """Added up, sorted, and cut to what memory there is."""
    counts = counts.group_by("template").agg(pl.col("lines", "read", "told").sum())
    counts = counts.sort(pl.col("template").hash(_SEED)).head(MOST).sort("template")
    found = (
        found.join(counts, on="template", how="semi")
        .group_by(_FOUND.names()[:-2])
        .agg(pl.col("lines", "confirmed").sum())
    )
    values = values.join(counts, on="template", how="semi").unique().sort(_VALUES.names())
    values = values.group_by(_VALUES.names()[:-1], maintain_order=True).head(VALUES)
    return TemplateEvidence(counts, found.sort(_FOUND.names()), values.select(_VALUES.names()), lines)
