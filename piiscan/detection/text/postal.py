"""Postal addresses in Latin script that run over several lines: street, flat, town, postcode.

Modelled on the order of lines in the addressing guide of the Universal Postal Union. A block is told by a flat
or suite, by a postcode at its end, or by words before a street; a street alone is left to the packs, a town alone
to the models.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import regex

from piiscan.detection.text.scores import POSTAL
from piiscan.model.span import Span

__all__ = ["PostalFinder"]

_UNIT = r"(?i:apt|apartment|suite|ste|flat)\.?[ ]?#?[0-9]{1,5}[A-Za-z]?"
_POSTCODE = (
    r"(?:[A-Z]{2}[ ])?[0-9]{4,6}(?:-[0-9]{4})?"
    r"|[A-Z]{1,2}[0-9][0-9A-Z]?[ ][0-9][A-Z]{2}|[A-Z][0-9][A-Z][ ]?[0-9][A-Z][0-9]"
)
_NUMBER = r"[0-9]{1,6}[A-Za-z]?(?:[-/][0-9]{1,4}[A-Za-z]?)?"
_SMALL = r"(?:a|d[aeiu]|del|della|l[ae]|les|los|las|el|van|von|der|den|of|the|on|upon|e|y|i|u|z|na|nad)"
_WORDS = rf"\p{{Lu}}[\p{{L}}'’.-]*+(?:[ ](?:\p{{Lu}}[\p{{L}}'’.-]*+|{_SMALL}\b)){{0,4}}"
_STREET = rf"(?:{_NUMBER},?[ ](?:{_NUMBER}[ ])?{_WORDS}(?:[ ]{_NUMBER})?|{_WORDS}[ ]{_NUMBER})"
_NEXT = r"[ ]?,?(?:[ ]|[ ]?\n[ ]?)"
_TOWN = rf"(?:{_NEXT}{_WORDS}){{1,3}}[ ]?,?[ ](?:{_POSTCODE})"

_LED = (
    r"(?i:address(?: is|:)?|liv(?:es?|ing) (?:at|on)|(?:located|resid(?:es|ing)) at"
    r"|(?:return|ship|shipped|delivered?|sent|move|moved) to)"
)

_block = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:(?:{_STREET}{_NEXT})?{_UNIT}(?:{_TOWN})?|{_STREET}{_TOWN}"
    rf"|(?<={_LED}\s){_STREET})(?![\p{{L}}\p{{N}}])"
)
_HINT = (
    rf"(?-u:\b){_UNIT}|\p{{Lu}}[^ \n0-9]*[ ]?,?[ ](?:{_POSTCODE})(?-u:\b)"
    rf"|(?-u:\b){_LED}\s[0-9\p{{Lu}}]"
)
"""What texts with a block hold, and few others."""


class PostalFinder:
    """Finds address blocks."""

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order. `texts`: folded Strings without nulls."""
        for number in texts.str.contains(_HINT).arg_true().to_list():
            for block in _block.finditer(texts[number]):
                yield number, Span(block.start(), block.end(), "ADDRESS", POSTAL, "text/postal")
