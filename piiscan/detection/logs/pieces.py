"""Lines taken apart: words that all logs share, separators, and the gaps of other words and of codes between.

The template of a line depends on that line alone, so that lines may be read in any order and any batches, and a copy
that is masked line by line is the copy that is masked at once. Drain (He et al., ICWS 2017) grows a tree of templates
instead, which depends on the order of the lines, and shows words because they repeat.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from piiscan.detection.logs.words import han_words, is_constant, small
from piiscan.model.template import CODE, WORDS

__all__ = ["pieces", "templates"]

_LONGEST = 2000
"""Characters of a line that has a template."""

_CHARS = r"[\p{L}\p{M}\p{N}_*#--\p{Han}]"
"""Characters of a word or code; the marks of gaps count as such, so that none stands in a template for itself."""

_OCTET, _UNIT = "%[0-9A-Fa-f]{2}", r"\\+u[0-9A-Fa-f]{4}"
_WORD = f"(?:{_CHARS}|{_OCTET}|{_UNIT})"
_ESCAPE = r'\\[\\"/bfnrt]'
_code = rf"{_CHARS}*[\p{{N}}*#--\p{{Han}}]{_CHARS}*"


def templates(lines: pl.Series) -> pl.Series:
    """The template of each line (String without nulls), null where it is too long; line ends do not count.

    What lines have in common is taken apart once: with their codes alike, most are alike.
    """
    bare = _bare(lines).to_frame("line")
    escaped = pl.col("line").str.contains_any(["%", "\\"])
    alike = pl.when(escaped).then("line").otherwise(pl.col("line").str.replace_all(_code, "0"))
    given = bare.select(alike.alias("alike"))
    distinct = given.unique().filter(pl.col("alike").str.len_chars() <= _LONGEST)
    known = distinct.with_columns(_joined(distinct["alike"]).alias("template"))
    return given.join(known, on="alike", how="left", maintain_order="left")["template"]


def pieces(lines: pl.Series) -> pl.DataFrame:
    """The pieces of the lines (String without nulls) in order.

    `row`, `piece`, `start` and `end` in code points; `mark` of a piece that differs from line to line, null of others;
    `gap` is which gap of its line it lies in, counted from 0, null for what lies in none.
    """
    word, blank = pl.col("mark") == WORDS, pl.col("piece") == " "
    same = pl.col("row") == pl.col("row").shift(1)
    behind = (word.shift(1) & same).fill_null(False)
    joined = behind | ((blank & behind).shift(1) & same).fill_null(False)
    begins = pl.col("mark").is_not_null() & ~(word & joined).fill_null(False)
    ends = pl.col("piece").str.len_chars().cast(pl.Int64).cum_sum().over("row")
    return _marked(_bare(lines)).with_columns(
        start=ends - pl.col("piece").str.len_chars(),
        end=ends,
        gap=pl.when(pl.col("mark").is_not_null()).then(begins.cast(pl.Int64).cum_sum().over("row") - 1),
    )


def _bare(lines: pl.Series) -> pl.Series:
    return lines.str.strip_chars_end("\r\n")


def _joined(lines: pl.Series) -> pl.Series:
    rows = _marked(lines).group_by("row", maintain_order=True).agg("shown")
    return rows["shown"].list.join("").str.replace_all(r"\*(?: ?\*)+", WORDS)


def _marked(lines: pl.Series) -> pl.DataFrame:
    """`row`, `piece`, `mark`, and how it is `shown` in a template; a line without any piece has one empty piece."""
    listed = lines.str.extract_all(_piece())
    told = pl.DataFrame({"row": pl.int_range(len(lines), eager=True), "piece": listed}).explode(
        "piece", empty_as_null=True
    )
    told = told.with_columns(pl.col("piece").fill_null(""))
    return told.join(_marks(told["piece"].unique()), on="piece", how="left", maintain_order="left")


def _marks(distinct: pl.Series) -> pl.DataFrame:
    piece = pl.col("piece")
    escaped = piece.str.contains(f"{_OCTET}|{_UNIT}")
    code = piece.str.contains(r"[\p{N}*#]") & ~escaped & ~piece.str.contains(r"^\p{Han}$")
    word = piece.str.contains(rf"^(?:{_WORD}|\p{{Han}})")
    mark = pl.when(code).then(pl.lit(CODE)).when(word & ~is_constant(piece)).then(pl.lit(WORDS))
    marked = distinct.to_frame("piece").with_columns(mark=mark)
    return marked.with_columns(shown=pl.coalesce("mark", small(piece)))


@cache
def _piece() -> str:
    return "|".join(
        (
            rf"{_WORD}+(?:[.'’@+-]{_WORD}+)*",
            _ESCAPE,
            han_words(),
            r"\p{Han}",
            r"[^\p{L}\p{M}\p{N}_%\\*#]+",
            r"(?s:.)",
        )
    )
