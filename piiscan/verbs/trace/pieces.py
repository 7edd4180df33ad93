"""What a delivery is known by, and a leaked file is looked through for: cells and pieces of text, however written."""

from __future__ import annotations

import numpy as np
import polars as pl

from piiscan.detection.normal import fold
from piiscan.detection.search.runs import digit_runs, spans
from piiscan.model.text import as_text, lists_joined
from piiscan.transforms.hmac import hmac_sha256
from piiscan.verbs.trace.bloom import Keys

__all__ = ["canonical", "cells_of", "keys_of", "pieces", "tokens_in"]

_BETWEEN = r"[^\s\x00,;|=<>(){}\[\]\"'“”‘’`、，；：:（）《》【】。]+"
"""What stands between separators of text and of data."""

_TOKEN = r"[0-9A-Fa-f]{32}"
"""A pseudonym, wherever it stands."""

_SHORTEST = 2
"""Characters of a piece: a Chinese name."""


def canonical(values: pl.Series) -> pl.Series:
    """The letters and digits of a value, folded and in lower case: 1.50 is 1.5, 007 is 7, in a sheet as in a text.

    String in, String out, same length; what has fewer than two letters or digits is null.
    """
    plain = fold(values).str.to_lowercase().str.strip_chars()
    plain = plain.str.replace(r"^(-?[0-9]+)\.0+$", "$1").str.replace(r"^(-?[0-9]+\.[0-9]*[1-9])0+$", "$1")
    plain = plain.str.replace_all(r"[^\p{L}\p{N}]", "").str.replace(r"^0+([0-9]+)$", "$1")
    return plain.to_frame("value").select(pl.when(pl.col("value").str.len_chars() >= _SHORTEST).then("value"))["value"]


def cells_of(batch: pl.DataFrame) -> pl.DataFrame:
    """The filled cells of a batch as `row` (from 0), `column`, `value` (String); elements of a list in one."""
    texts = lists_joined(as_text(batch)).with_row_index("row")
    cells = texts.unpivot(index="row", variable_name="column", value_name="value")
    return cells.cast({"row": pl.UInt32, "value": pl.String}).filter(pl.col("value").str.len_bytes() > 0)


def pieces(cells: pl.DataFrame) -> pl.DataFrame:
    """What may be tokens in cells or lines (`row`, `value`): they themselves, the stretches and numbers in them.

    `row`, and `value` in its canonical form, each pair once.
    """
    given = cells.select("row", "value")
    found = pl.concat([given, spans(given, _BETWEEN), digit_runs(given), spans(given, _TOKEN)])
    return found.with_columns(canonical(found["value"])).drop_nulls().unique(maintain_order=True)


def tokens_in(texts: pl.Series) -> pl.Series:
    """The pseudonyms that stand in texts."""
    return spans(texts.rename("value").to_frame(), _TOKEN)["value"]


def keys_of(forms: pl.Series, subkey: str) -> Keys:
    """64 bits of HMAC-SHA256 for each canonical form, none of which is null."""
    digests = forms.to_frame("value").select(hmac_sha256(pl.col("value"), subkey).str.head(16))["value"]
    return digests.str.to_integer(base=16, dtype=pl.UInt64).to_numpy().astype(np.uint64, copy=False)
