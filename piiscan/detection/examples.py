"""The examples of a recognizer, tried on both engines, and its patterns on texts that nearly match."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import regex

from piiscan.detection.cells import formed, valid
from piiscan.detection.growth import endless
from piiscan.detection.normal import fold
from piiscan.model.recognizer import Recognizer


def failures(recognizer: Recognizer) -> Iterator[str]:
    """A line for each example that does not hold, and each pattern that takes for ever; they are named by number."""
    for number in endless(recognizer):
        yield f"{recognizer.id}: pattern {number} takes for ever over some texts: nothing may match in very many ways"
    for wanted, values in ((True, recognizer.examples.match), (False, recognizer.examples.no_match)):
        folded = fold(pl.Series("example", values, pl.String)).str.strip_chars()
        taken = formed(recognizer, folded) & valid(recognizer, folded)
        for number, (value, found) in enumerate(zip(folded, taken, strict=True), 1):
            where = f"{recognizer.id}: {'match' if wanted else 'no_match'} example {number}"
            if found != wanted:
                yield f"{where} is {'not ' if wanted else ''}taken"
            if recognizer.patterns and _in_text_form(recognizer, value) != formed(recognizer, pl.Series([value]))[0]:
                yield f"{where}: the two regex engines disagree"


def _in_text_form(recognizer: Recognizer, value: str) -> bool:
    if recognizer.lexicon:
        return bool(formed(recognizer, pl.Series([value]))[0])
    return any(regex.fullmatch(pattern.body, value) for pattern in recognizer.patterns)
