"""Names of persons in Latin letters: which whole cells read like one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl

_TITLE = (
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lady|lord|rev|reverend|hon|sen|senator|rep|gov|governor|president"
    r"|capt|captain|lt|lieutenant|sgt|sergeant|corporal|major|colonel|general|officer|detective|deputy|sheriff|marshal"
    r"|constable|inspector|agent|chief|police|patrolman|trooper|ranger|warden|special|senior|assistant|investigator"
    r"|correctional|herr|frau|mme|mlle|monsieur|madame|sra|srta|don|dona|ing|dipl)\.? )+"
)
"""Forms of address, and ranks of those who bear one on duty."""

_SUFFIX = r"(?:,? (?:jr|sr|i|ii|iii|iv|v|md|phd|esq|dds|dvm|cpa|mba)\.?)+$"
_INITIAL = r"^[a-z]\.?$"
_LONG = 4
"""Parts from which a row of words is more likely a description than a name."""

_SYLLABLES = (
    r"^(?:(?:[bpmfdtnlgkhjqxzcsrywv]|zh|ch|sh|kw|gw|ng|ts|hs|th|ph|tr|kh|nh|hw)?"
    r"[aeiou]{1,3}(?:ng|nh|ch|n|m|k|p|t|r|h|y|w)?){1,3}$"
)
"""Given names in the spellings of pinyin, Cantonese, Wade-Giles, Korean and Vietnamese; loose: the surname decides."""


def person(values: pl.Series) -> pl.Series:
    """Whether each name (canonical form `name`) has a known first name and a known surname where they belong.

    `given surname` and `surname, given`; titles, suffixes and initials do not count. One of them is enough below
    four parts; a surname before, as in `DUPONT Jean`, needs the other, and one of East Asia syllables beside it. No
    part may be an ordinary word, and no place follows a comma.
    """
    bare = values.str.replace(_SUFFIX, "").str.replace(_TITLE, "")
    turned = bare.str.replace("^([^,]+), ?(.+)$", "$2 $1").str.replace_all("[_.]", " ")
    part = pl.element()
    parts = turned.str.split(" ").list.eval(part.filter((part != "") & ~part.str.contains(_INITIAL)))
    start, end = parts.list.first(), parts.list.last()
    first, last = _given(start), end.is_in(_words("surnames"))
    turned_round = start.is_in(_words("surnames")) & _given(end)
    place = bare.str.extract("^[^,]+, ?(.+)$").str.replace(",.*$", "").is_in(_places()).fill_null(False)
    known = (first & last) | turned_round | ((first | last) & (parts.list.len() < _LONG)) | _eastern(parts)
    ordinary = parts.list.eval(part.is_in(_words("ordinary_words"))).list.any()
    return (known & values.str.contains(r"[ _.,]") & ~ordinary & ~place).fill_null(False)


def _given(words: pl.Series) -> pl.Series:
    """First names, double ones by their first half (`anna-lena`)."""
    return words.is_in(_words("first_names")) | words.str.replace("-.*$", "").is_in(_words("first_names"))


def _eastern(parts: pl.Series) -> pl.Series:
    """`wang xiaoming`, `chan tai man`, `wei zhang`: a romanised surname at one end, and syllables."""
    split = parts.list.eval(pl.element().str.split("-").explode())
    surname = split.list.first().is_in(_words("romanised_surnames")) | split.list.last().is_in(
        _words("romanised_surnames")
    )
    syllables = split.list.eval(pl.element().str.contains(_SYLLABLES)).list.all()
    return surname & syllables & split.list.len().is_between(2, 4)


@cache
def _places() -> pl.Series:
    """States and countries, as they stand behind the comma of `Houston, TX`."""
    places = {word.lower() for name in ("regions", "countries") for word in _lines(name)}
    return pl.Series(sorted(places - {*_lines("first_names")})).implode()


@cache
def _words(name: str) -> pl.Series:
    """A list in a Series that `is_in` can search."""
    return pl.Series(_lines(name)).implode()


def _lines(name: str) -> list[str]:
    lines = files(__package__).joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
