"""What of an identifier gives its owner away, and beside what.

Whole values always do. Of a person's name so does the given name of two characters or more, and the surname
with a title; of a number of seven digits or more its last four characters, beside a word that
says so, or right behind one for a card or phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

from piiscan.detection.text.squeezed import squeeze

__all__ = ["SHORT", "TAILED", "TELLING", "TITLED", "parts"]

_HAN_TITLES = "先生|女士|小姐|太太|总|總|经理|經理|老师|老師"
_LATIN_TITLES = "mr|mrs|ms|miss|dr|prof"
_NUMBERED = "卡|手机|手機|电话|電話|card|phone|mobile"
_TAIL_WORDS = r"尾号|尾號|尾数|[末后後](?:四|4)位|结尾|結尾|ending|ends|last (?:four|4)|[*•x]{2,}"

TITLED = rf"(?i){_HAN_TITLES}|(?:^|[^a-z])(?:{_LATIN_TITLES})\.?\s"
"""In a text: one of the titles beside which a surname counts."""

TELLING = rf"(?i){_TAIL_WORDS}|{_NUMBERED}"
"""In a text: one of the words beside which the end of a number counts."""

_COMPOUND = frozenset(
    """欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 司徒 宇文 长孙 長孫 夏侯
    端木 南宫 南宮 百里 独孤 獨孤""".split()
)
"""Surnames of two characters."""

SHORT = 6
"""Values of fewer characters must stand as they are: separators inside would make them of other numbers."""

TAILED = 7
"""Digits of a number from which its last four characters count."""

Guard = Callable[[str, int, int], bool]
"""Whether the part at these characters of the folded text counts."""

_title_after = regex.compile(rf"\s?(?:{_HAN_TITLES})")
_title_before = regex.compile(rf"(?i)(?<![a-z])(?:{_LATIN_TITLES})\.?\s+$")
_tail_before = regex.compile(rf"(?i)(?:{_TAIL_WORDS})[^0-9\n]{{0,16}}$")
_numbered_before = regex.compile(rf"(?i)(?:{_NUMBERED})(?:[号號][码碼]?|[ ]?(?:no\.?|number))?[\s:#]{{0,2}}$")
_tail_after = regex.compile(rf"(?i)[^0-9A-Za-z\n]{{0,4}}(?:{_TAIL_WORDS})")
_han_name = regex.compile(r"[\p{Han}·•\s]{2,}")


def parts(value: str, entity: str) -> Iterator[tuple[str, Guard]]:
    """The value and those of its parts that give its owner away, each with what must hold beside it."""
    plain = squeeze(value)
    if entity == "PERSON" or len(plain) >= SHORT:
        yield value, _apart
    else:
        yield (
            value,
            lambda text, start, end: _apart(text, start, end) and text[start:end].lower() == value.strip().lower(),
        )
    if entity == "PERSON":
        yield from _han_parts(plain) if _han_name.fullmatch(value) else _latin_parts(value)
    elif sum(char.isdecimal() for char in plain) >= TAILED:
        yield plain[-4:], _told_tail


def _han_parts(name: str) -> Iterator[tuple[str, Guard]]:
    surname = name[:2] if name[:2] in _COMPOUND else name[:1]
    if len(name) > 2:
        yield name[-2:], _anywhere
    yield surname, _titled


def _latin_parts(name: str) -> Iterator[tuple[str, Guard]]:
    last, comma, first = name.partition(",")
    words = f"{first} {last}".split() if comma else name.split()
    if len(words) < 2:
        return
    yield f"{words[-1]}, {' '.join(words[:-1])}", _apart
    if len(squeeze(words[0])) > 1:
        yield words[0], _capitalised
    yield words[-1], _titled


def _anywhere(text: str, start: int, end: int) -> bool:
    return True


def _apart(text: str, start: int, end: int) -> bool:
    """No digit beside a digit, no ASCII letter beside an ASCII letter."""
    return not (_same(text[start - 1 : start], text[start]) or _same(text[end : end + 1], text[end - 1]))


def _same(beside: str, edge: str) -> bool:
    return any(beside.isascii() and kind(beside) and kind(edge) for kind in (str.isdecimal, str.isalpha))


def _capitalised(text: str, start: int, end: int) -> bool:
    return text[start].isupper() and _apart(text, start, end)


def _titled(text: str, start: int, end: int) -> bool:
    before = _title_before.search(text, max(0, start - 8), start)
    return bool(before or _title_after.match(text, end)) and _apart(text, start, end)


def _told_tail(text: str, start: int, end: int) -> bool:
    told = _tail_before.search(text, max(0, start - 32), start) or _tail_after.match(text, end)
    told = told or _numbered_before.search(text, max(0, start - 16), start)
    return bool(told) and not text[end : end + 1].isdecimal()
