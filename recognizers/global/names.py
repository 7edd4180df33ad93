"""Names of persons in Latin letters: which whole cells read like one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl

_TITLE = r"^(?:mr|mrs|ms|miss|mx|dr|prof|sir|rev|hon)\.? "
_SUFFIX = r",? (?:jr|sr|ii|iii|iv|md|phd|esq|dds|dvm)\.?$"
_INITIAL = r"^[a-z]\.?$"
_LONG = 4
"""Parts from which a row of words is more likely a description than a name."""


def person(values: pl.Series) -> pl.Series:
    """Whether each name (canonical form `name`) has a known first name before, or a known surname after, the rest.

    `given surname` and `surname, given`; titles, suffixes and initials do not count. From four parts on, both must
    be known. No part may be an ordinary word.
    """
    bare = values.str.replace(_TITLE, "").str.replace(_SUFFIX, "")
    turned = bare.str.replace("^([^,]+), ?(.+)$", "$2 $1").str.replace_all("[_.]", " ")
    part = pl.element()
    parts = turned.str.split(" ").list.eval(part.filter((part != "") & ~part.str.contains(_INITIAL)))
    first, last = parts.list.first().is_in(_words("first_names")), parts.list.last().is_in(_words("surnames"))
    known = (first & last) | ((first | last) & (parts.list.len() < _LONG))
    ordinary = parts.list.eval(part.is_in(_words("ordinary_words"))).list.any()
    return (known & turned.str.contains(" ", literal=True) & ~ordinary).fill_null(False)


@cache
def _words(name: str) -> list[str]:
    lines = files(__package__).joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
