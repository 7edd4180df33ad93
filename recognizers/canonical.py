"""Canonical forms: the one way of writing under which two spellings of a value are the same value.

Tokens are made of these forms, so no rule here can ever change: a better rule is a new function under a
new name. A rule may join two spellings of one value; it may never join two values. Character classes are
spelt out, not named by Unicode property, so that a new version of Unicode changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef"
)
"""Inside of a character class: what takes no room on a page (controls, zero width, direction, variation)."""

FULL_WIDTH = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
"""Full-width form -> the ASCII character it stands for."""

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Inside of a character class: Chinese characters, with the zero 〇."""

_HYPHENS = "\\-\u2010-\u2015\u2212\u30fb\u00b7\u0387\u2022"
_SEPARATORS = rf"[\s{_HYPHENS}._/,()\[\]'’]"
_AREA = "(?:10|2[0-9]|[3-9][0-9]{2})"
_LANDLINE = rf"(?:(?:\+|00)?86)?[ {_HYPHENS}]?\(?0?{_AREA}\)?[ {_HYPHENS}]?[2-9][0-9]{{6,7}}"
_HAN_DIGITS = dict(zip("零〇一幺二三四五六七八九", "001123456789", strict=True))
_READ_OUT = f"^[{''.join(_HAN_DIGITS)}]{{11,}}$"
"""A number of eleven digits or more that is read out in Chinese."""

_FULL = f"{min(FULL_WIDTH)}-{max(FULL_WIDTH)}"
_COMPOSABLE = r"[^\x00-\x7f\u4e00-\u9fff]"
"""What Unicode's normal forms C and KC may write otherwise: nothing of ASCII, and no unified Chinese character."""

_WIDE = r"\s{2,}|[^\S ]"
"""White space other than single blanks."""

_PRINTED = r"\x20-\x7e"
_SMALL = r"\x21-\x40\x5b-\x7e"
"""Inside of a character class: ASCII that prints; and that which is neither blank nor a capital letter."""

_STRANGE = rf"[^{_PRINTED}]"
"""What holds nothing else is in Unicode's normal forms, and visible."""

_FLOAT = r"^([0-9]{7,})\.0$"


def text(value: pl.Expr) -> pl.Expr:
    """Full-width ASCII folded, invisible characters removed, Unicode NFC, runs of white space to one blank,
    none at the ends. Case is kept: `aB3` and `Ab3` may be two people.
    """
    return _where(rf"{_STRANGE}|^ | $|  ", _text, value)


def _text(value: pl.Expr) -> pl.Expr:
    return _blanks(_composed(_visible(value)))


def digits(value: pl.Expr) -> pl.Expr:
    """For numbers of fixed form: full-width ASCII folded, invisible characters and separators removed (white space,
    hyphens, points, slashes, brackets), and the `.0` that a float leaves behind seven digits or more.
    """
    return _where("[^0-9A-Za-z]", _digits, value)


def _digits(value: pl.Expr) -> pl.Expr:
    return _joined(_visible(value))


def upper_alnum(value: pl.Expr) -> pl.Expr:
    """For codes of fixed form that do not tell case apart: `digits`, in upper case."""
    return digits(value).str.to_uppercase()


def resident_id(value: pl.Expr) -> pl.Expr:
    """`upper_alnum`, and the 15-digit form of a resident number becomes its 18-digit form.

    GB 11643-1999: the century 19 goes before the year, a MOD 11-2 check digit to the end, so that a person's
    two numbers are one. The weights are powers of 2, and 13 = 2 modulo 11, so the weighted sum is the number
    read in base 13 (17 places of it fit 63 bits).
    """
    return _where("^[0-9]{15}$", _lengthened, upper_alnum(value))


def phone_cn(value: pl.Expr) -> pl.Expr:
    """`phone`, without China's country code 86 before a mobile number (11 digits from 13 to 19), and with the
    trunk 0 in its place before an area code. A bare 86 goes only before a mobile number.
    """
    return _where("[^0-9]|^00|^86", _phone_cn, value)


def _phone_cn(value: pl.Expr) -> pl.Expr:
    plain = _rewritten(phone(value), r"^\+?86(1[3-9][0-9]{9})$", "$1")
    return _rewritten(plain, rf"^\+860?({_AREA}[0-9]{{7,8}}(?:x[0-9]+)?)$", "0$1")


def phone(value: pl.Expr) -> pl.Expr:
    """A leading + (also for 00), the digits, and x before an extension; national numbers stay national.

    An extension is what follows ext, x, # or 转, or a hyphen after a complete Chinese landline number; a
    trunk (0) after a country code is dropped.
    """
    marked = _rewritten(_blanks(_visible(value)), rf"^({_LANDLINE})-([0-9]{{1,6}})$", "${1}x$2")
    trunkless = _rewritten(marked, rf"^((?:\+|00)[0-9 {_HYPHENS}]*)\(0\)", "$1")
    joined = _rewritten(_joined(trunkless), "^00([1-9])", "+$1")
    return _rewritten(joined, "([0-9])(?i:转|轉|#|ext|extension|x)([0-9]{1,6})$", "${1}x$2")


_AT = r"(?i)\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*| at |%40"
_DOT = r"(?i)\s*[\[({<]\s*(?:dot|\.)\s*[\])}>]\s*| dot "
"""How addresses are written lest programs collect them (`jane.doe [at] example (dot) com`), and in URLs."""


def email(value: pl.Expr) -> pl.Expr:
    """`text` without blanks, in lower case; `(at)` and `[dot]` as what they stand for.

    RFC 5321 lets the part before the @ tell case apart, but no mail provider of note does, and tables write
    the same person both ways.
    """
    return _where(rf"[^{_SMALL}]|%40|[\[({{<]", _email, value)


def _email(value: pl.Expr) -> pl.Expr:
    spelt = _visible(value).str.replace(_AT, "@").str.replace_all(_DOT, ".")
    return spelt.str.replace_all(r"\s", "").str.to_lowercase().pipe(_composed)


def name(value: pl.Expr) -> pl.Expr:
    """A person's name: Unicode NFKC, lower case, one kind of middle dot and apostrophe, single blanks, and no
    blank in a name that is all Chinese characters. Simplified and traditional forms stay apart.
    """
    return _where("[^a-z\u4e00-\u9fff]", _name, value)


def _name(value: pl.Expr) -> pl.Expr:
    return _split(_STRANGE, _strange_name, lambda plain: _blanks(plain.str.to_lowercase()), value)


def _strange_name(value: pl.Expr) -> pl.Expr:
    folded = _compatible(value).str.replace_all(f"[{INVISIBLE}]", "").str.to_lowercase()
    dotted = folded.str.replace_all("[\u2022\u2027\u22c5\u30fb]", "·")
    plain = _compatible(dotted.str.replace_all("[\u2018\u2019\u02bc]", "'"))
    return _solid(_where("·", _without_blanks_at_dots, _blanks(plain)), f"^[{HAN}· ]+$")


def address(value: pl.Expr) -> pl.Expr:
    """A postal address: `text` in lower case, and no blanks where it holds Chinese characters."""
    return _where(rf"[^{_SMALL}\u4e00-\u9fff]", _address, value)


def _address(value: pl.Expr) -> pl.Expr:
    return _split(_STRANGE, _strange_address, lambda plain: _blanks(plain).str.to_lowercase(), value)


def _strange_address(value: pl.Expr) -> pl.Expr:
    return _composed(_solid(_blanks(_visible(value)).str.to_lowercase(), f"[{HAN}]"))


def plate(value: pl.Expr) -> pl.Expr:
    """A licence plate: `upper_alnum`, the middle dot being a separator."""
    return upper_alnum(value)


def iban(value: pl.Expr) -> pl.Expr:
    """An IBAN in its electronic form (ISO 13616-1): no blanks, upper case."""
    return upper_alnum(value)


def mac(value: pl.Expr) -> pl.Expr:
    """A MAC address (IEEE 802): twelve hexadecimal digits in upper case, no colons, hyphens or points."""
    return upper_alnum(value).str.replace_all(":", "")


def ip(value: pl.Expr) -> pl.Expr:
    """An IP address: lower case; IPv6 as eight groups without leading zeros, IPv4 mapped into it as IPv4."""
    return _where("[^0-9.]", _ip, value)


def _ip(value: pl.Expr) -> pl.Expr:
    plain = _rewritten(text(value).str.to_lowercase(), r"^::ffff:([0-9]+\.[0-9.]+)$", "$1")
    return _where(":", _eight_groups, plain)


def _eight_groups(plain: pl.Expr) -> pl.Expr:
    groups = plain.str.count_matches("[^:]+")
    zeros = pl.lit(":0:0:0:0:0:0:0:0").str.slice(0, 2 * (8 - groups)) + ":"
    full = (plain.str.extract("^(.*)::") + zeros + plain.str.extract("::(.*)$")).str.strip_chars(":")
    spelt = pl.when(plain.str.contains("::", literal=True)).then(full).otherwise(plain)
    return _no_leading_zeros(spelt)


def date(value: pl.Expr) -> pl.Expr:
    """A date written year first (`1990/1/2`, `19900102`, `1990年1月2日`, with or without midnight) as
    `1990-01-02`; any other way of writing is left to `text`.
    """
    midnight = r" ?日?(?:[T ]0?0:00(?::00(?:\.0+)?)?Z?)?$"
    parted = text(value).str.replace(
        rf"^([12][0-9]{{3}}) ?[-/.年] ?([01]?[0-9]) ?[-/.月] ?([0-3]?[0-9]){midnight}", "$1-0$2-0$3"
    )
    solid = parted.str.replace(rf"^([12][0-9]{{3}})([01][0-9])([0-3][0-9]){midnight}", "$1-$2-$3")
    return solid.str.replace("^([12][0-9]{3})-0?([0-9]{2})-0?([0-9]{2})$", "$1-$2-$3")


def _lengthened(plain: pl.Expr) -> pl.Expr:
    stem = plain.str.slice(0, 6) + "19" + plain.str.slice(6)
    total = stem.str.to_integer(base=13, strict=False) % 11
    return stem + pl.lit("0123456789X").str.slice((12 - 2 * total) % 11, 1)


def _visible(value: pl.Expr) -> pl.Expr:
    return _where(f"[{INVISIBLE}{_FULL}]|{_READ_OUT}", _made_visible, value)


def _made_visible(value: pl.Expr) -> pl.Expr:
    plain = value.str.replace_many(FULL_WIDTH).str.replace_all(f"[{INVISIBLE}]", "")
    return pl.when(plain.str.contains(_READ_OUT)).then(plain.str.replace_many(_HAN_DIGITS)).otherwise(plain)


def _composed(value: pl.Expr) -> pl.Expr:
    return _where(_COMPOSABLE, lambda some: some.str.normalize("NFC"), value)


def _compatible(value: pl.Expr) -> pl.Expr:
    return _where(_COMPOSABLE, lambda some: some.str.normalize("NFKC"), value)


def _without_blanks_at_dots(value: pl.Expr) -> pl.Expr:
    return value.str.replace_all(" ?· ?", "·")


def _joined(value: pl.Expr) -> pl.Expr:
    return _rewritten(value.str.strip_chars(), _FLOAT, "$1").str.replace_all(_SEPARATORS, "")


def _blanks(value: pl.Expr) -> pl.Expr:
    return value.str.replace_all(_WIDE, " ").str.strip_chars()


def _solid(value: pl.Expr, where: str) -> pl.Expr:
    return pl.when(value.str.contains(where)).then(value.str.replace_all(" ", "", literal=True)).otherwise(value)


def _no_leading_zeros(value: pl.Expr) -> pl.Expr:
    return value.str.replace_all("(^|:)0+([0-9a-f])", "$1$2")


def _rewritten(value: pl.Expr, pattern: str, by: str) -> pl.Expr:
    return _where(pattern, lambda some: some.str.replace(pattern, by), value)


def _where(pattern: str, change: Callable[[pl.Expr], pl.Expr], value: pl.Expr) -> pl.Expr:
    """`change` worked on the values that hold the pattern, which are few; the others cost one look."""
    return _split(pattern, change, None, value)


def _split(
    pattern: str,
    change: Callable[[pl.Expr], pl.Expr],
    other: Callable[[pl.Expr], pl.Expr] | None,
    value: pl.Expr,
) -> pl.Expr:
    """`change` worked on the values that hold the pattern, and `other`, if there is one, on those that do not."""

    def changed(values: pl.Series) -> pl.Series:
        held = values.str.contains(pattern)
        if held.all(ignore_nulls=False):
            return _worked(change, values)
        plain = values if other is None else _worked(other, values)
        if not held.any():
            return plain
        return plain.clone().scatter(held.arg_true(), _worked(change, values.filter(held)))

    return value.map_batches(changed, pl.String, is_elementwise=True)


def _worked(change: Callable[[pl.Expr], pl.Expr], values: pl.Series) -> pl.Series:
    return values.to_frame("some").select(change(pl.col("some"))).to_series()
