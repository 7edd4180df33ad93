"""What of an identifier gives its owner away, as expressions on folded lower-case text, each with its own words.

Whole values do, whatever their length; of a name so does the given name of two characters or more; of a number
the last four digits, where a word beside them says card or phone.
"""

from __future__ import annotations

import polars as pl

HAN = r"\u3400-\u9fff"
_NO_WORD = rf"[^0-9a-z\u00c0-\u024f{HAN}]+"
_HAN_GIVEN = rf"^[{HAN}]{{1,2}}([{HAN}]{{2}})$"
_LATIN_GIVEN = r"^([^\s,]{2,})\s+\S{2,}", r"^[^\s,]{2,},\s*([^\s,]{2,})"
_LAST_DIGITS = r"[0-9][0-9 .-]{2,}([0-9]{4})$"
_SAYS_SO = (
    r"(?:(?:尾号|尾號|[末后後][四4]位|ending|last (?:four|4))[^0-9\x1f]{0,12}"
    r"|(?:卡|手机|手機|电话|電話|card|phone|mobile)(?:[号號][码碼]?| ?(?:no\.?|number))?[\s:#]{0,2})"
    r"[0-9]{4}(?-u:\b{end-half})"
)


def is_long(value: pl.Expr) -> pl.Expr:
    """Whether nobody meets the value by accident: ten characters, six that are not all digits, or two Han."""
    length = value.str.len_chars()
    return (
        (length >= 10) | ((length >= 6) & value.str.contains("[^0-9 .,-]")) | (value.str.count_matches(f"[{HAN}]") >= 2)
    )


def short(value: pl.Expr) -> pl.Expr:
    """The value in words where it is not long, else null."""
    return pl.when(~is_long(value)).then(_words(value))


def whole(value: pl.Expr) -> pl.Expr:
    """All of the value: in words, or wherever it stands where it holds Han."""
    return pl.when(value.str.contains(f"[{HAN}]")).then(value.str.replace_all(_NO_WORD, " ")).otherwise(_words(value))


def given_name(name: pl.Expr) -> pl.Expr:
    """The given name in words: the last two of three or four Han, the first of Latin names, or what follows a comma."""
    return pl.coalesce(name.str.extract(_HAN_GIVEN), *(_words(name.str.extract(form)) for form in _LATIN_GIVEN))


def last_digits(number: pl.Expr) -> pl.Expr:
    """The last four digits, in words, of a number of seven digits or more."""
    return pl.when(number.str.count_matches("[0-9]") >= 7).then(_words(number.str.extract(_LAST_DIGITS)))


def said_digits(text: pl.Expr) -> pl.Expr:
    """The four digits, in words, that follow a word for card, phone or their endings."""
    return text.str.extract_all(_SAYS_SO).list.eval(pl.element().str.tail(4)).list.join(" ")


def as_words(text: pl.Expr) -> pl.Expr:
    """A text in which a word stands between blanks."""
    return pl.concat_str(pl.lit(" "), text.str.replace_all(_NO_WORD, " "), pl.lit(" "))


def _words(value: pl.Expr) -> pl.Expr:
    words = as_words(value)
    return pl.when(words.str.strip_chars() != "").then(words)
