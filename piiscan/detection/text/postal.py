"""Postal addresses in Latin script, over one line or several: street, flat, town, country, postcode.

Modelled on the order of lines in the addressing guide of the Universal Postal Union, and for forces abroad on
Publication 28 of the United States Postal Service. A block is told by a word for a street beside a number (`Rua das
Flores 77`, `Storgatan 12`), by a flat or suite, by a postcode or country at its end, or by words before a street; a
town alone is left to the models.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import polars as pl
import regex

from piiscan.detection.text.kinds import words_of
from piiscan.detection.text.scores import POSTAL
from piiscan.detection.text.words import ALSO_WORDS
from piiscan.model.span import Span

__all__ = ["PostalFinder"]

_UNIT = r"(?i:apt|apartment|suite|ste|flat)\.?[ ]?#?[0-9]{1,5}[A-Za-z]?"
_FLAT = (
    r"(?i:unit|studio|floor|level|piso|puerta|interior|edif|depto|bl|sc|ap|et|top|bus|piano|scala|int|lok|m)\.?"
    r"[ ]{1,2}#?[0-9]{1,5}[A-Za-z]?"
)
"""What stands behind a street only."""

_CODES = (
    r"(?:[A-Z]{2,3}[ ]|[A-Z]{1,2}-)?[0-9]{4,6}(?:-[0-9]{3,4})?|[0-9]{3}[ ][0-9]{2}|[0-9]{2}-[0-9]{3}"
    r"|[0-9]{8}|[A-Z]{1,2}[0-9][0-9A-Z]?[ ][0-9][A-Z]{2}"
    r"|[A-Z][0-9][A-Z][ ]?[0-9][A-Z][0-9]|[A-Z][0-9]{2}[ ]?[A-Z0-9]{4}"
)
_POSTCODE = rf"[0-9]{{4}}[ ]?[A-Z]{{2}}(?![A-Za-z])|{_CODES}"
_NUMBER = r"[0-9]{1,6}[A-Za-z]?(?:[-/][0-9]{1,4}[A-Za-z]?)?"
_SMALL = (
    r"(?:a|d[aeiu]|das|del|della|dos|l[ae]|les|los|las|el|van|von|der|den|of|the|on|upon|e|y|i|u|z|na|nad|do|pod|am|im|bei"
    r"|ob|sur|sous|aux|altos|bajos)"
)
_WORDS = rf"\p{{Lu}}[\p{{L}}'’.-]*+(?:[ ](?:\p{{Lu}}[\p{{L}}'’.-]*+|{_SMALL}\b)){{0,4}}"
_NAME = r"\p{Lu}[\p{L}'’-]+"
_PLAIN = rf"(?:{_NUMBER},?[ ](?:{_NUMBER}[ ])?{_WORDS}(?:[ ]{_NUMBER})?|{_WORDS}[ ]{_NUMBER})"

_LEADS = (
    r"(?i:rue|rua|via|viale|vicolo|piazza|corso|calle|c/|avenida|avda\.|paseo|plaza|carrer|travessa|pra[cç]a|largo"
    r"|r\.|alameda|rambla|ul\.|ulica|aleja|al\.|plac|pl\.|náměstí|strada|jalan|jl\.|impasse|allée|boulevard|avenue|quai|chemin)"
)
_ENDS = (
    r"(?:stra(?:ss|ß)e|strasse|str\.|gasse|weg|platz|allee|damm|ufer|laan|straat|plein|gracht|kade|vägen|gatan|gata|gränd"
    r"|torget|vej|gade|veien|gaten|katu|kuja|utca)"
)
_ROADS = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Close|Terrace|Square|Sq|Crescent|Grove"
    r"|Highway|Hwy|Parkway|Pkwy)\b\.?"
)
_AHEAD = rf"(?:{_NUMBER},?[ ]){{0,2}}"
_STREET = (
    rf"(?:{_NUMBER},?[ ]){{1,2}}{_LEADS}[ ](?:{_SMALL}[ ]){{0,2}}{_WORDS}(?:,?[ ]{_NUMBER})?"
    rf"|{_LEADS}[ ](?:{_SMALL}[ ]){{0,2}}{_WORDS},?[ ]{_NUMBER}"
    rf"|{_AHEAD}\p{{Lu}}[\p{{L}}'-]{{2,}}{_ENDS}[ ]{_NUMBER}"
    rf"|{_AHEAD}(?:\p{{Lu}}\p{{L}}+[ -]){{1,3}}(?i:{_ENDS})[ ]{_NUMBER}"
    rf"|(?:{_NUMBER},?[ ]){{1,2}}(?:\p{{Lu}}[\p{{L}}'’.-]*[ ]){{1,3}}{_ROADS}"
)
_BOX = (
    r"(?:PSC[ ][0-9]+,?[ ]Box[ ][0-9]+|Unit[ ][0-9]+,?[ ]Box[ ][0-9]+|US(?:S|NS|CGC)[ ]\p{Lu}[\p{L} ]{2,20})\s+"
    r"[AFD]PO[ ]A[AEP][ ][0-9]{5}(?:-[0-9]{4})?|P\.?[ ]?O\.?[ ]Box[ ][0-9]+"
)

_dated = regex.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?,?[ ][0-9]"
)
"""A day and a year, which look like a house and a postcode."""

_NEXT = r"[ ]?,?(?:[ ]|[ ]{0,8}\n(?:[^\p{L}\p{N}\n]{0,8}\n)?[^\p{L}\p{N}\n]{0,8})"
_CODE = r"(?:[ ]?,[ ]|[ ]{0,8}\n[^\p{L}\p{N}\n]{0,8})[a-z]{2,3}"
_TOWN = rf"(?:{_NEXT}{_WORDS}){{1,3}}(?:{_CODE})?{_NEXT}(?:{_POSTCODE})"
"""The code of a region in small letters stands behind a comma or on a line of its own."""

_REGION = rf"{_NEXT}{_WORDS},?[ ][A-Z]{{2}}(?![\p{{L}}\p{{N}}])"
"""A town and its region in two letters, without a postcode."""

_NUMBERED = rf"{_WORDS}(?:[ ]\p{{Ll}}{{2,10}})?,?[ ](?:(?i:nr|no)\.?[ ])?(?:{_NUMBER}|[Ss]/[Nn])"
_INSIDE = rf"{_NEXT}(?:{_UNIT}|{_FLAT})"
_BREAK = r"(?:[ ]?,[ ]|[ ]?,?[ ]{0,8}\n[^\p{L}\p{N}\n]{0,8})(?!(?:19|20)[0-9]{2}[ ])"
_CODED = (
    rf"\.?(?:{_INSIDE}|{_NEXT}{_WORDS})?{_BREAK}(?:{_POSTCODE}),?\s{_WORDS}"
    r"(?:[ ](?:\([^()\n]{2,20}\)|/[ ]?[A-Z]{2}))?"
)
"""A postcode before its town behind a comma or on a line of its own, and no year."""

_LED = (
    r"(?i:address(?: is|:)?|liv(?:es?|ing) (?:at|on)|(?:located|resid(?:es|ing)) at"
    r"|(?:return|ship|shipped|delivered?|sent|move|moved) to)"
)
_MET = r"(?i:meet (?:me|us|you) (?:at|on)|(?:is|are) (?:at|on)|(?:off|arrives?) at)"
_HOUSE = rf"{_NUMBER},?[ ](?:{_NUMBER}[ ])?{_WORDS}[ ]{_NUMBER}|{_WORDS}[ ][0-9]{{3,5}}"
"""Behind words that lead to other things too: two numbers around a name, or one that is no hour."""

_EDGE = r"(?<![\p{L}\p{N}])"

_HINT = "|".join(
    (
        rf"(?-u:\b){_UNIT}",
        rf"\p{{Lu}}[^ \n0-9]*[ ]?,?\s[^0-9A-Za-z]{{0,8}}(?:{_CODES})(?-u:\b)",
        rf"(?-u:\b)(?:{_LED}|{_MET})\s[0-9\p{{Lu}}]",
        rf"(?-u:\b){_LEADS}[ ](?:{_SMALL}[ ]){{0,2}}\p{{Lu}}",
        rf"[0-9],?[ ]{_LEADS}[ ]",
        rf"{_ENDS}[ ][0-9]",
        rf"[^ ][ ](?-u:{_ROADS})",
        rf"[0-9][A-Za-z]?\.?,?\s[^0-9A-Za-z]{{0,8}}(?:{_CODES}|[0-9]{{4}}[A-Z]{{2}}),?\s\p{{Lu}}",
        r"Box[ ][0-9]|[AFD]PO[ ]A[AEP]",
    )
)
"""What texts with a block hold, and few others; one pattern, since Polars keeps few of them compiled. Classes of ASCII
are compiled ten times as fast as those of Unicode."""


class PostalFinder:
    """Finds address blocks."""

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order. `texts`: folded Strings without nulls."""
        for number in texts.str.contains(_HINT).arg_true().to_list():
            text = texts[number]
            for block in _block().finditer(text):
                if _dated.search(block[0]):
                    continue
                yield number, Span(block.start(), _end(block), "ADDRESS", POSTAL, "text/postal")


@cache
def _block() -> regex.Pattern[str]:
    countries = "|".join(
        sorted((regex.escape(name) for name in words_of("countries") if len(name) > 3), key=len, reverse=True)
    )
    country = rf"(?i:{countries})(?:[ ]\([^()\n]{{2,20}}\))?(?![\p{{L}}\p{{N}}])(?:[ ](?:{_POSTCODE}))?"
    land = rf"(?:{_NEXT}{country})?"
    tail = (
        rf"(?:{_INSIDE})*(?:(?:{_CODED}|{_TOWN}){land}"
        rf"|(?:{_NEXT}(?:(?:{_POSTCODE})[ ])?{_WORDS}){{0,3}}{_NEXT}{country}"
        rf"|{_NEXT}(?:{_POSTCODE})[ ]{_WORDS}|{_REGION}|,[ ](?P<town>{_NAME}(?:[ ]{_NAME}){{0,2}})(?=[.;,\n)?!]|$))?"
    )
    return regex.compile(
        rf"{_EDGE}(?:(?:{_STREET}|{_BOX}){tail}|(?:{_PLAIN}{_NEXT})?{_UNIT}{tail}"
        rf"|{_NUMBERED}(?:{_CODED}|(?:{_INSIDE})+{_TOWN}){land}"
        rf"|{_PLAIN}(?:{_TOWN}{land}|(?:{_NEXT}{_WORDS}){{1,2}}{_NEXT}{country})"
        rf"|(?<={_LED}\s){_PLAIN}{tail}|(?<={_MET}\s)(?:{_HOUSE}){tail})(?![\p{{L}}\p{{N}}])"
    )


def _end(block: regex.Match[str]) -> int:
    """Without the full stop of the sentence; a person named behind a street (`77 Oak Lane, Mary`) is no town."""
    first = block["town"].split()[0].lower() if block["town"] else ""
    if first in words_of("first_names") and first not in ALSO_WORDS:
        return block.start("town") - 2
    return block.start() + len(block[0].rstrip("."))
